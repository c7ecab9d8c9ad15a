/*!
`lkx serve --stdio`: the library for programs that speak the Model Context Protocol.

A line in, a line out, JSON-RPC 2.0. A tool is a subcommand under another face (`tools`): its arguments go through the
parser of the command line, and its rows are those of `--format json`, so that no face says what another does not. Only
what reads is a tool; nothing is written and nothing is reached but standard input and output.
*/

mod answer;
mod source;
mod tools;

use super::Outcome;
use crate::cli::{self, Cli};
use crate::surroundings::Surroundings;
use serde_json::{Value, json};
use std::io::{self, BufRead, Read, Write};

/// The versions of the protocol whose messages these are, the newest first.
const PROTOCOLS: [&str; 3] = ["2025-06-18", "2025-03-26", "2024-11-05"];

/// No request is longer: the longest has a few words for each parameter.
const LONGEST_REQUEST: u64 = 1 << 20;

/// Why a message could not be answered, by the numbers of JSON-RPC.
const NOT_JSON: i32 = -32700;
const NO_REQUEST: i32 = -32600;
const NO_SUCH_METHOD: i32 = -32601;
const WRONG_PARAMETERS: i32 = -32602;

/// An error of the protocol, not of what a tool was asked.
struct Refusal(i32, String);

pub(super) fn run(cli: &Cli, surroundings: &Surroundings) -> anyhow::Result<Outcome> {
    let surroundings = &Surroundings {
        reads_only: true,
        ..surroundings.clone()
    };
    let mut input = io::stdin().lock();
    loop {
        let mut line = Vec::new();
        let mut limited = input.by_ref().take(LONGEST_REQUEST);
        if limited.read_until(b'\n', &mut line)? == 0 {
            return Ok(Outcome::Done);
        }
        if !line.ends_with(b"\n") && limited.limit() == 0 {
            anyhow::bail!("一条请求超过 1 MB，不像是给 lkx 的");
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        if let Some(said) = answered(&line, cli, surroundings) {
            let mut out = io::stdout().lock();
            writeln!(out, "{said}")?;
            out.flush()?;
        }
    }
}

/// The answer to a message; none to a notification, which wants none.
fn answered(line: &[u8], cli: &Cli, surroundings: &Surroundings) -> Option<Value> {
    let Ok(message) = serde_json::from_slice::<Value>(line) else {
        return Some(refused(
            &Value::Null,
            &Refusal(NOT_JSON, "不是 JSON".to_owned()),
        ));
    };
    let Some(method) = part(&message, "method").as_str() else {
        let refusal = Refusal(NO_REQUEST, "没有 method".to_owned());
        return Some(refused(part(&message, "id"), &refusal));
    };
    let id = message.get("id")?;
    Some(
        match result(method, part(&message, "params"), cli, surroundings) {
            Ok(result) => json!({"jsonrpc": "2.0", "id": id, "result": result}),
            Err(refusal) => refused(id, &refusal),
        },
    )
}

/// A part of a message; null where it has none.
fn part<'v>(message: &'v Value, key: &str) -> &'v Value {
    message.get(key).unwrap_or(&Value::Null)
}

fn refused(id: &Value, Refusal(code, message): &Refusal) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": message}})
}

fn result(
    method: &str,
    parameters: &Value,
    cli: &Cli,
    surroundings: &Surroundings,
) -> Result<Value, Refusal> {
    match method {
        "initialize" => Ok(introduction(parameters)),
        "ping" => Ok(json!({})),
        "tools/list" => Ok(json!({"tools": tools::described()})),
        "tools/call" => {
            let name = part(parameters, "name").as_str().unwrap_or_default();
            let tool = tools::named(name)
                .ok_or_else(|| Refusal(WRONG_PARAMETERS, format!("没有工具“{name}”")))?;
            Ok(answer::to(
                tool,
                part(parameters, "arguments"),
                cli,
                surroundings,
            ))
        }
        _ => Err(Refusal(NO_SUCH_METHOD, format!("没有方法“{method}”"))),
    }
}

fn introduction(parameters: &Value) -> Value {
    let asked = part(parameters, "protocolVersion").as_str();
    let protocol = asked.filter(|asked| PROTOCOLS.contains(asked));
    json!({
        "protocolVersion": protocol.unwrap_or(PROTOCOLS[0]),
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "lkx", "title": "类款项", "version": cli::VERSION},
        "instructions": "预算公开的只读库。金额照所印的字给出，单位在 money_unit；origin 不是 printed 的数不是印出的：\
            derived、summed 是推算，uncertain 是存疑。source 是出处（文件:行），文件的 SHA-256 在 documents。",
    })
}
