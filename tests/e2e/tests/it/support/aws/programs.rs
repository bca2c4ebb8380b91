//! Programs beside the tests that talk to AWS: invocations, deployments, calls with the rights of a function.

use super::Aws;
use crate::support::stack::{Stack, checkout, fresh_id};
use serde_json::{Value, json};
use std::{
    io::Write as _,
    process::{Command, Stdio},
};

impl Aws {
    /// Invokes a function with each event in turn, and returns its answers.
    pub(crate) fn invoke(&self, function: &str, events: &[Value]) -> Vec<Value> {
        self.calls("invoke", function, &json!(events))
    }

    /// Invokes like [`Aws::invoke`], with a copy of the function that uses another table, and whose role has its rights on that one alone.
    pub(crate) fn invoke_on_table(
        &self,
        function: &str,
        table: &str,
        events: &[Value],
    ) -> Vec<Value> {
        let function = format!("{}-{function}", self.table);
        calls(&["on-table", &function, &self.table, table], &json!(events))
    }

    /// Makes calls, each `[service, operation, parameters]`, as the owner of the account; gives the answers.
    pub(crate) fn call(calls_to_make: &[Value]) -> Vec<Value> {
        calls(&["call"], &json!(calls_to_make))
    }

    /// Makes calls, each `[service, operation, parameters]`, with the policies of a function's role; gives the error codes,
    /// an empty one for a call that was answered.
    pub(crate) fn try_as(&self, function: &str, calls: &[Value]) -> Vec<String> {
        let codes = self.calls("try-as", function, &json!(calls));
        codes
            .iter()
            .map(|code| code.as_str().expect("a code").to_owned())
            .collect()
    }

    fn calls(&self, command: &str, function: &str, input: &Value) -> Vec<Value> {
        calls(&[command, &format!("{}-{function}", self.table)], input)
    }

    /// Every line that the functions have logged since the stack was started.
    pub(crate) fn function_logs() -> String {
        let root = checkout();
        let output = python()
            .arg(root.join("infra/dev/aws.py"))
            .args(["print-logs", "/aws/lambda/cooperlink-registration"])
            .output()
            .expect("the logs can be read");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("the logs are UTF-8")
    }

    /// Deploys a packaged template as `cargo ops deploy` does; returns the printed document, or the reason of the refusal.
    pub(crate) fn deploy(stack: &str, template: &str, wanted: &Value) -> Result<Value, String> {
        let mut file = std::env::temp_dir();
        file.push(format!("{stack}-{}.yaml", fresh_id()));
        std::fs::write(&file, template).expect("a template");
        let deployed = Self::script(&["deploy", stack, &file.to_string_lossy()], wanted);
        std::fs::remove_file(file).expect("the template is there");
        deployed
    }

    /// Runs a command of the script through which the tools talk to AWS; gives what it printed, or what it said.
    pub(crate) fn script(arguments: &[&str], input: &Value) -> Result<Value, String> {
        run("infra/dev/aws.py", arguments, input)
    }

    /// Deploys the stack of this test run once more, with another version and all else as it is.
    pub(crate) fn deploy_version(&self, version: &str) -> Value {
        let template = checkout().join(format!("target/dev/{}.yaml", self.table));
        let template = std::fs::read_to_string(template).expect("the packaged template");
        let deployed = Self::script(&["describe", &self.table], &Value::Null).expect("the stack");
        let mut parameters = deployed["parameters"].clone();
        parameters["Version"] = json!(version);
        let wanted = json!({
            "parameters": parameters,
            "tags": {},
            "account": null,
            "is_protected": false,
            "is_plan": false,
        });
        Self::deploy(&self.table, &template, &wanted).expect("a deployment")
    }
}

/// Runs `aws_calls.py`.
fn calls(arguments: &[&str], input: &Value) -> Vec<Value> {
    let printed = run("tests/e2e/aws_calls.py", arguments, input);
    let printed = printed.unwrap_or_else(|said| panic!("{arguments:?}: {said}"));
    serde_json::from_value(printed).expect("a list")
}

/// Runs a Python script of the checkout; gives what it printed, or what it said when it failed.
fn run(script: &str, arguments: &[&str], input: &Value) -> Result<Value, String> {
    let mut process = python()
        .arg(checkout().join(script))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python starts");
    let mut stdin = process.stdin.take().expect("its input");
    stdin
        .write_all(input.to_string().as_bytes())
        .expect("it reads");
    drop(stdin);
    let output = process.wait_with_output().expect("it ends");
    if output.status.success() {
        Ok(serde_json::from_slice(&output.stdout).expect("JSON"))
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Python with boto3, as the owner of the emulated account.
pub(crate) fn python() -> Command {
    let root = checkout();
    let mut command = Command::new(root.join("target/dev/venv/bin/python"));
    command
        .envs([
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
        ])
        .envs(Stack::load().aws_environment());
    command
}
