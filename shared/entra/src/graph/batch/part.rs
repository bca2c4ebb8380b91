//! A part of a batch: one read or write.

use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

/// A part of a batch: one read or write.
#[derive(Debug, Clone)]
pub(in crate::graph) struct Part {
    /// Its name inside the batch, in lower case.
    pub(super) id: Cow<'static, str>,
    /// Path below the version, beginning with a slash, made of constants, parsed ids and checked addresses.
    path: String,
    /// The query: constants, and typed text as one percent-encoded value.
    query: Cow<'static, str>,
    /// The query without properties that some clouds do not know yet.
    plainer_query: Option<&'static str>,
    /// Whether it is an advanced query of the directory.
    is_advanced: bool,
    /// Body of a POST; `None` for a read.
    pub(super) body: Option<Value>,
}

impl Part {
    /// A part that reads.
    pub(in crate::graph) fn get(
        id: impl Into<Cow<'static, str>>,
        path: impl Into<String>,
        query: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            id: id.into(),
            path: path.into(),
            query: query.into(),
            plainer_query: None,
            is_advanced: false,
            body: None,
        }
    }

    /// This part, repeated with this query if Graph answers 400: national clouds lag behind, and refuse a whole read because
    /// of one property that they do not know.
    pub(in crate::graph) fn or_plainer(self, query: &'static str) -> Self {
        Self {
            plainer_query: Some(query),
            ..self
        }
    }

    pub(super) fn plainer(&self) -> Option<Self> {
        Some(Self {
            query: self.plainer_query?.into(),
            plainer_query: None,
            ..self.clone()
        })
    }

    /// This part as an advanced query, which reads an index that may lag behind.
    /// <https://learn.microsoft.com/en-us/graph/aad-advanced-queries>
    pub(in crate::graph) fn advanced(self) -> Self {
        Self {
            is_advanced: true,
            ..self
        }
    }

    /// A part that writes.
    pub(in crate::graph) fn post(
        id: impl Into<Cow<'static, str>>,
        path: impl Into<String>,
        body: Value,
    ) -> Self {
        Self {
            id: id.into(),
            path: path.into(),
            query: "".into(),
            plainer_query: None,
            is_advanced: false,
            body: Some(body),
        }
    }

    fn method(&self) -> &'static str {
        if self.body.is_some() { "POST" } else { "GET" }
    }

    pub(super) fn to_request(&self) -> PartRequest<'_> {
        PartRequest {
            id: &self.id,
            method: self.method(),
            url: format!("{}{}", self.path, self.query),
            headers: PartHeaders::of(self.body.is_some(), self.is_advanced),
            body: self.body.as_ref(),
        }
    }

    /// Method and path as evidence names them.
    pub(super) fn request(&self) -> String {
        format!("{} /v1.0{}", self.method(), self.path)
    }
}

#[derive(Serialize)]
/// A part in the body of a batch.
pub(super) struct PartRequest<'a> {
    pub(super) id: &'a str,
    pub(super) method: &'static str,
    pub(super) url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headers: Option<PartHeaders>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<&'a Value>,
}

/// Headers of a part: Graph expects the type of a body, and the required consistency, in each part.
#[derive(Serialize)]
pub(super) struct PartHeaders {
    #[serde(rename = "Content-Type", skip_serializing_if = "Option::is_none")]
    content_type: Option<&'static str>,
    #[serde(rename = "ConsistencyLevel", skip_serializing_if = "Option::is_none")]
    consistency_level: Option<&'static str>,
}

impl PartHeaders {
    pub(super) fn of(has_body: bool, is_advanced: bool) -> Option<Self> {
        (has_body || is_advanced).then_some(Self {
            content_type: has_body.then_some("application/json"),
            consistency_level: is_advanced.then_some("eventual"),
        })
    }
}
