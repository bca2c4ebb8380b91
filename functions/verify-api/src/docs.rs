//! `GET /docs`: the page for developers of host apps, made from the description that is served.

use crate::{
    answer::{ApiAnswer, Failure},
    deps::Deps,
    openapi::DOCUMENT,
};
use askama::Template;
use axum::extract::State;
use serde_json::Value;
use std::sync::Arc;
use web::{
    assets::Assets,
    problem::{ErrorCode, Problem, ProblemType},
};

/// The page.
#[derive(Template)]
#[template(path = "docs.html")]
struct DocsPage<'a> {
    assets: &'a Assets,
    base: &'a str,
    groups: Vec<Group<'a>>,
    objects: Vec<Object<'a>>,
    problems: &'a [ProblemType],
    codes: &'a [ErrorCode],
}

/// A text in which backticks set apart what is code.
struct Prose<'a>(&'a str);

impl<'a> Prose<'a> {
    /// The parts, each with whether it is code.
    fn parts(&self) -> impl Iterator<Item = (bool, &'a str)> {
        let parts = self.0.split('`').enumerate();
        parts.map(|(position, part)| (position % 2 == 1, part))
    }
}

/// The routes of one kind.
struct Group<'a> {
    name: &'a str,
    description: Prose<'a>,
    routes: Vec<Route<'a>>,
}

/// One route.
struct Route<'a> {
    method: String,
    path: &'a str,
    id: &'a str,
    summary: Prose<'a>,
    description: Prose<'a>,
    curl: String,
    parameters: Vec<Member<'a>>,
    request: Option<&'a str>,
    answers: Vec<AnswerLine<'a>>,
    problems: Vec<&'a str>,
}

/// An answer of a route.
struct AnswerLine<'a> {
    status: &'a str,
    description: Prose<'a>,
    object: Option<&'a str>,
}

/// An object of requests or answers.
struct Object<'a> {
    name: &'a str,
    description: Prose<'a>,
    members: Vec<Member<'a>>,
}

/// A member of an object, or a parameter.
struct Member<'a> {
    name: &'a str,
    kind: String,
    object: Option<&'a str>,
    is_required: bool,
    description: Prose<'a>,
    words: Vec<&'a str>,
}

/// The documentation of the API.
///
/// Needs no key.
#[utoipa::path(
    get, path = "/docs", tag = "About", security(()),
    responses((status = 200, description = "A page.", content_type = "text/html", body = String)),
)]
pub(crate) async fn read_documentation(
    State(deps): State<Arc<Deps>>,
) -> Result<ApiAnswer, Failure> {
    let document: Value = strict_json::parse(DOCUMENT.as_bytes()).map_err(|error| {
        tracing::error!(outcome = "failed", error = %error, "the description cannot be read");
        Problem::new(ProblemType::InternalError)
    })?;
    let base = deps.public_base_url.as_str().trim_end_matches('/');
    let page = DocsPage {
        assets: deps.style.assets(),
        base,
        groups: groups(&document, base),
        objects: objects(&document),
        problems: &ProblemType::ALL,
        codes: &ErrorCode::ALL,
    };
    let page = page.render().map_err(|error| {
        tracing::error!(outcome = "failed", error = %error, "a page cannot be written");
        Problem::new(ProblemType::InternalError)
    })?;
    Ok(ApiAnswer::page(page))
}

fn text(part: &Value) -> &str {
    part.as_str().unwrap_or_default()
}

fn members(part: &Value) -> impl Iterator<Item = (&String, &Value)> {
    part.as_object().into_iter().flatten()
}

fn items(part: &Value) -> impl Iterator<Item = &Value> {
    part.as_array().into_iter().flatten()
}

fn groups<'a>(document: &'a Value, base: &str) -> Vec<Group<'a>> {
    let group = |tag: &'a Value| {
        let of_tag = move |operation: &Value| operation["tags"][0] == tag["name"];
        let routes = members(&document["paths"]).flat_map(|(path, item)| {
            members(item)
                .filter(move |(_, operation)| of_tag(operation))
                .map(move |(method, operation)| (path, method, operation))
        });
        Group {
            name: text(&tag["name"]),
            description: Prose(text(&tag["description"])),
            routes: routes
                .map(|(path, method, operation)| {
                    Route::of(document, base, (path, method), operation)
                })
                .collect(),
        }
    };
    items(&document["tags"]).map(group).collect()
}

impl<'a> Route<'a> {
    fn of(
        document: &'a Value,
        base: &str,
        (path, method): (&'a str, &str),
        operation: &'a Value,
    ) -> Self {
        let method = method.to_uppercase();
        let content = &operation["requestBody"]["content"];
        let request = members(content).find_map(|(_, body)| object(&body["schema"]));
        let responses = || members(&operation["responses"]);
        // Problems are answers that operations share, named by their types.
        let is_problem = |response: &Value| response.get("$ref").is_some();
        let answers = responses().filter(|(_, response)| !is_problem(response));
        let problems = responses().filter(|(_, response)| is_problem(response));
        Self {
            curl: curl(document, base, (path, &method), operation),
            method,
            path,
            id: text(&operation["operationId"]),
            summary: Prose(text(&operation["summary"])),
            description: Prose(text(&operation["description"])),
            parameters: items(&operation["parameters"])
                .map(|parameter| Member::of_parameter(document, parameter))
                .collect(),
            request,
            answers: answers
                .map(|(status, response)| AnswerLine {
                    status,
                    description: Prose(text(&response["description"])),
                    object: members(&response["content"])
                        .find_map(|(_, body)| object(&body["schema"])),
                })
                .collect(),
            problems: problems
                .filter_map(|(_, response)| text(&response["$ref"]).rsplit('/').next())
                .flat_map(|slugs| slugs.split('.'))
                .collect(),
        }
    }
}

/// The name of the object that a schema refers to, alone or among others.
fn object(schema: &Value) -> Option<&str> {
    let own = schema["$ref"]
        .as_str()
        .and_then(|reference| reference.rsplit('/').next());
    own.or_else(|| items(&schema["oneOf"]).find_map(object))
        .or_else(|| schema.get("items").and_then(object))
}

/// A command that shows the route, to be pasted into a shell that has the key and the ids.
fn curl(document: &Value, base: &str, (path, method): (&str, &str), operation: &Value) -> String {
    let path = path
        .replace('{', "$")
        .replace('}', "")
        .replace("$slug", "not-found");
    let verb = if method == "GET" {
        String::new()
    } else {
        format!(" -X {method}")
    };
    let mut lines = vec![format!("curl -sS{verb} \"{base}{path}\"")];
    if operation.get("security").is_none() {
        lines.push("-H \"Authorization: Bearer $KEY\"".to_owned());
    }
    if method == "POST" {
        lines.push("-H \"Idempotency-Key: $(cat /proc/sys/kernel/random/uuid)\"".to_owned());
    }
    let content = members(&operation["requestBody"]["content"]).next();
    if let Some((kind, body)) = content {
        let schema = object(&body["schema"]).map(|name| &document["components"]["schemas"][name]);
        let example = schema.map(example).unwrap_or_default();
        lines.push(format!("-H \"Content-Type: {kind}\""));
        lines.push(format!("-d '{example}'"));
    }
    lines.join(" \\\n  ")
}

/// A request with its required members, or with those that have an example where none is required.
fn example(schema: &Value) -> Value {
    let required: Vec<_> = items(&schema["required"]).map(text).collect();
    let member = |(name, property): (&String, &Value)| {
        let value = if required.contains(&name.as_str()) {
            property.get("example").or(property["enum"].get(0))
        } else {
            property.get("example").filter(|_| required.is_empty())
        };
        value.map(|value| (name.clone(), value.clone()))
    };
    Value::Object(members(&schema["properties"]).filter_map(member).collect())
}

fn objects<'a>(document: &'a Value) -> Vec<Object<'a>> {
    let object = |(name, schema): (&'a String, &'a Value)| {
        let required: Vec<_> = items(&schema["required"]).map(text).collect();
        let member = |(name, property): (&'a String, &'a Value)| {
            Member::of(name, property, required.contains(&name.as_str()))
        };
        Object {
            name,
            description: Prose(text(&schema["description"])),
            members: members(&schema["properties"]).map(member).collect(),
        }
    };
    members(&document["components"]["schemas"])
        .map(object)
        .collect()
}

impl<'a> Member<'a> {
    fn of(name: &'a str, schema: &'a Value, is_required: bool) -> Self {
        let listed = schema.get("items").unwrap_or(schema);
        let words = listed.get("x-extensible-enum").unwrap_or(&listed["enum"]);
        Self {
            name,
            kind: kind(schema),
            object: object(schema),
            is_required,
            description: Prose(text(&schema["description"])),
            words: items(words).filter_map(Value::as_str).collect(),
        }
    }

    fn of_parameter(document: &'a Value, parameter: &'a Value) -> Self {
        let shared = parameter["$ref"]
            .as_str()
            .and_then(|reference| reference.strip_prefix('#'));
        let parameter = shared
            .and_then(|pointer| document.pointer(pointer))
            .unwrap_or(parameter);
        Self {
            description: Prose(text(&parameter["description"])),
            ..Self::of(
                text(&parameter["name"]),
                &parameter["schema"],
                parameter["required"] == true,
            )
        }
    }
}

/// The type of a value in words.
fn kind(schema: &Value) -> String {
    let own = match &schema["type"] {
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" or "),
        _ if schema.get("oneOf").is_some() => "object or null".to_owned(),
        _ => "object".to_owned(),
    };
    match schema["format"].as_str() {
        Some(format) => format!("{own}, {format}"),
        None => own,
    }
}

#[cfg(test)]
mod tests;
