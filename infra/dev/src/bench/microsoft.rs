//! The emulated Microsoft 365 as the bench sees it: how far away it is, and what it was asked.

use crate::http::{LocalRequest, send};
use crate::stack::Stack;
use anyhow::{Context, Result, ensure};
use hyper::Method;
use serde_json::{Value, json};
use std::time::Duration;

/// One tenant of it.
pub(super) struct Microsoft<'a> {
    stack: &'a Stack,
    tenant: &'a str,
}

/// What was asked about the tenant.
pub(super) struct Asked(Value);

impl Asked {
    /// Round trips that had to wait for each other, clean-up included.
    ///
    /// # Errors
    /// When the emulator does not say.
    pub(super) fn critical_path(&self) -> Result<u32> {
        self.count("critical_path")
    }

    /// Requests to the token endpoint and to Graph, a batch being one, and the abandoned upload sessions.
    ///
    /// # Errors
    /// When the emulator does not say.
    pub(super) fn requests(&self) -> Result<u32> {
        Ok(self.count("token")? + self.count("graph")? + self.count("clean_up")?)
    }

    fn count(&self, name: &str) -> Result<u32> {
        let count = self.0["totals"][name].as_u64();
        let count = count.with_context(|| format!("the emulator does not count {name}"))?;
        Ok(u32::try_from(count)?)
    }
}

impl<'a> Microsoft<'a> {
    pub(super) fn new(stack: &'a Stack, tenant: &'a str) -> Self {
        Self { stack, tenant }
    }

    /// Makes token endpoint, Graph and SharePoint answer this much later than they could; every other fault of the tenant
    /// ends.
    ///
    /// # Errors
    /// When the emulator refuses.
    pub(super) async fn answer_late(&self, delay: Duration) -> Result<()> {
        self.control(Method::DELETE, "faults", &Value::Null).await?;
        if delay.is_zero() {
            return Ok(());
        }
        for host in ["token", "graph", "sharepoint"] {
            let fault = json!({"host": host, "kind": "late", "milliseconds": u64::try_from(delay.as_millis())?});
            self.control(Method::POST, "faults", &fault).await?;
        }
        Ok(())
    }

    /// Clears the log of the tenant.
    ///
    /// # Errors
    /// When the emulator refuses.
    pub(super) async fn forget(&self) -> Result<()> {
        self.control(Method::DELETE, "requests", &Value::Null)
            .await?;
        Ok(())
    }

    /// What was asked since the log was cleared.
    ///
    /// # Errors
    /// When the emulator refuses.
    pub(super) async fn asked(&self) -> Result<Asked> {
        let log = self.control(Method::GET, "requests", &Value::Null).await?;
        Ok(Asked(log))
    }

    async fn control(&self, method: Method, what: &str, body: &Value) -> Result<Value> {
        let path = format!("/control/{what}?tenant={}", self.tenant);
        let request = LocalRequest {
            port: self.stack.ports.login,
            authority: "localhost",
            method,
            path: &path,
            headers: &[("content-type", "application/json")],
            body: if body.is_null() {
                Vec::new()
            } else {
                serde_json::to_vec(body)?
            },
        };
        let (status, answer) = send(request).await?;
        ensure!(
            status.is_success(),
            "{path} answered {status}: {}",
            String::from_utf8_lossy(&answer)
        );
        Ok(serde_json::from_slice(&answer)?)
    }
}
