//! `lkx serve --stdio`, asked as a program would ask.

use crate::place::{Place, run};
use serde_json::{Value, json};

/// The answers to messages, in their order.
fn answers(messages: &[Value]) -> Vec<Value> {
    let place = Place::holding(&["xinxiang-2023", "haidong-2024"]);
    let input: String = messages
        .iter()
        .map(|message| format!("{message}\n"))
        .collect();
    let mut command = place.command();
    let ran = run(command.args(["serve", "--stdio"]).write_stdin(input));
    assert_eq!(ran.status, 0, "{}", ran.err);
    let lines = ran.out.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn call(id: u32, tool: &str, arguments: Value) -> Value {
    let parameters = json!({"name": tool, "arguments": arguments});
    json!({"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": parameters})
}

#[test]
fn a_program_introduces_itself_and_is_told_the_tools() {
    let hello = json!({"protocolVersion": "2025-03-26", "capabilities": {}});
    let answers = answers(&[
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}),
        json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json!({"jsonrpc": "2.0", "id": "two", "method": "tools/list"}),
        json!({"jsonrpc": "2.0", "id": 3, "method": "resources/list"}),
    ]);
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["result"]["protocolVersion"], "2025-03-26");
    assert_eq!(answers[1]["id"], "two");
    let tools = answers[1]["result"]["tools"].as_array().unwrap();
    assert!(
        tools
            .iter()
            .all(|tool| tool["annotations"]["readOnlyHint"] == true)
    );
    assert_eq!(answers[2]["error"]["code"], -32601);
}

#[test]
fn rows_come_with_their_places_and_the_hashes_of_their_files() {
    let answers = answers(&[
        call(1, "facts", json!({"unit": "xxsb", "table": "支出总表"})),
        call(
            2,
            "source",
            json!({"unit": "xxsb", "year": 2023, "line": 192, "around": 0}),
        ),
        call(3, "search", json!({"query": "没有这样的词"})),
        call(
            4,
            "source",
            json!({"address": "新乡市社会保险中心/2023/预算/单位/功能/2080506@支出总表#合计"}),
        ),
        call(
            5,
            "source",
            json!({"address": "新乡市社会保险中心/2023/预算/单位/功能/2080507"}),
        ),
    ]);
    let at = &answers[3]["result"]["structuredContent"];
    assert_eq!(at["figures"].as_array().unwrap().len(), 1, "{at}");
    assert_eq!(at["figures"][0]["amount"], "4660.00");
    assert_eq!(at["figures"][0]["source"], "xinxiang-2023.txt:192");
    assert_eq!(at["rows"].as_array().unwrap().len(), 11);
    assert_eq!(at["documents"][0]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(answers[4]["result"]["isError"], true);
    let facts = &answers[0]["result"]["structuredContent"];
    assert_eq!(facts["rows"][0]["unit"], "新乡市社会保险中心");
    let place = facts["rows"][0]["source"].as_str().unwrap();
    assert!(place.starts_with("xinxiang-2023.txt:"), "{place}");
    assert_eq!(facts["documents"].as_array().unwrap().len(), 1);
    assert_eq!(facts["documents"][0]["sha256"].as_str().unwrap().len(), 64);
    let source = &answers[1]["result"]["structuredContent"]["rows"];
    assert_eq!(source.as_array().unwrap().len(), 1);
    assert!(source[0]["text"].as_str().unwrap().contains("职业年金"));
    assert_eq!(answers[2]["result"]["structuredContent"]["rows"], json!([]));
}

#[test]
fn what_cannot_be_asked_is_said() {
    let answers = answers(&[
        call(1, "show", json!({"unit": "无此单位", "year": 2023})),
        call(2, "list", json!({"output": "elsewhere.csv"})),
        call(3, "remove", json!({"unit": "xxsb", "year": 2023})),
        call(
            4,
            "show",
            json!({"unit": "--output=elsewhere.csv", "year": 2023}),
        ),
    ]);
    for (at, words) in [(0, "没有单位"), (1, "没有参数“output”"), (3, "没有单位")] {
        let result = &answers[at]["result"];
        assert_eq!(result["isError"], true, "{result}");
        let said = result["content"][0]["text"].as_str().unwrap();
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(answers[2]["error"]["code"], -32602);
}
