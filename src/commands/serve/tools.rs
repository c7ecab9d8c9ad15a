/*!
The tools, as data: which subcommand each is, and which of its arguments may be given.
*/

use serde_json::{Map, Value, json};

/// What a program may ask.
pub(super) struct Tool {
    pub name: &'static str,
    pub says: &'static str,
    pub asks: Asks,
    pub parameters: &'static [Parameter],
}

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// The subcommand of these words.
    Command(&'static [&'static str]),
    /// The lines of a document.
    Lines,
    /// The rules.
    Rules,
}

/// An argument of a tool.
pub(super) struct Parameter {
    pub name: &'static str,
    pub says: &'static str,
    pub kind: ArgumentKind,
    pub is_required: bool,
    /// Its place on the command line: an option of that name, or else where it stands.
    pub option: Option<&'static str>,
}

/// The kinds of arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArgumentKind {
    Text,
    Number,
}

const fn option(name: &'static str, kind: ArgumentKind, says: &'static str) -> Parameter {
    Parameter {
        name,
        says,
        kind,
        is_required: false,
        option: Some(name),
    }
}

const fn word(
    name: &'static str,
    kind: ArgumentKind,
    is_required: bool,
    says: &'static str,
) -> Parameter {
    Parameter {
        name,
        says,
        kind,
        is_required,
        option: None,
    }
}

const UNIT: &str = "单位：全名、足以区分的一段，或拼音首字母";
const YEAR: &str = "年度，如 2023";
const CODE: &str = "科目编码：类 3 位、款 5 位、项 7 位";
const STAGE: Parameter = option("stage", ArgumentKind::Text, "预算 或 决算");
const SCOPE: Parameter = option("scope", ArgumentKind::Text, "部门 或 单位");
const NARROWING: &[Parameter] = &[
    option("unit", ArgumentKind::Text, UNIT),
    option("year", ArgumentKind::Number, YEAR),
    STAGE,
    SCOPE,
    option("table", ArgumentKind::Text, "表，如 支出总表"),
];

/// Every tool; none of them changes anything.
pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "list",
        says: "库中的预算：单位、年度、阶段、范围、支出合计、文件与 SHA-256",
        asks: Asks::Command(&["list"]),
        parameters: NARROWING,
    },
    Tool {
        name: "show",
        says: "下钻一层：各类，或一个编码下面的款、项；项给出明细",
        asks: Asks::Command(&["show"]),
        parameters: &[
            word("unit", ArgumentKind::Text, true, UNIT),
            word("year", ArgumentKind::Number, true, YEAR),
            word("code", ArgumentKind::Text, false, CODE),
            STAGE,
            SCOPE,
        ],
    },
    Tool {
        name: "search",
        says: "找项目、绩效指标、科目、单位：汉字、拼音、首字母、编码或金额（万元）；同一个名称在各单位各一行",
        asks: Asks::Command(&["search"]),
        parameters: &[
            word(
                "query",
                ArgumentKind::Text,
                true,
                "要找的词，几个词用空格隔开",
            ),
            option("limit", ArgumentKind::Number, "最多几行"),
            option("unit", ArgumentKind::Text, UNIT),
            option("year", ArgumentKind::Number, YEAR),
        ],
    },
    Tool {
        name: "across",
        says: "横看：一个科目（几个则相加）、三公的一项或一类项目，在各单位、各年的金额、名次、占比、比上年，万元",
        asks: Asks::Command(&["across"]),
        parameters: &[
            word(
                "topic",
                ArgumentKind::Text,
                true,
                "科目编码（几个用逗号隔开）、三公的一项（公务接待费、三公），或项目名称里的词",
            ),
            option("year", ArgumentKind::Number, YEAR),
            STAGE,
            SCOPE,
        ],
    },
    Tool {
        name: "totals",
        says: "汇总：类，或一个编码的下一层，逐年对库中各份预算求和，万元",
        asks: Asks::Command(&["totals"]),
        parameters: &[
            word("code", ArgumentKind::Text, false, CODE),
            option("year", ArgumentKind::Number, YEAR),
            STAGE,
            SCOPE,
        ],
    },
    Tool {
        name: "targets",
        says: "按词和比较查绩效指标，如 满意度 <95%；单位不同的值不比",
        asks: Asks::Command(&["indicators"]),
        parameters: &[
            word("query", ArgumentKind::Text, false, "词和比较，用空格隔开"),
            option("unit", ArgumentKind::Text, UNIT),
            option("year", ArgumentKind::Number, YEAR),
        ],
    },
    Tool {
        name: "text",
        says: "含有这些词的句子和表中的行，带出处",
        asks: Asks::Command(&["text"]),
        parameters: &[
            word("words", ArgumentKind::Text, true, "要有的词，用空格隔开"),
            option("limit", ArgumentKind::Number, "最多几处"),
            option("unit", ArgumentKind::Text, UNIT),
            option("year", ArgumentKind::Number, YEAR),
        ],
    },
    Tool {
        name: "compare",
        says: "对比两份预算：金额、差额、增减，新增的和消失的；先写的是基期",
        asks: Asks::Command(&["compare"]),
        parameters: &[
            word("base", ArgumentKind::Text, true, UNIT),
            word("base_year", ArgumentKind::Number, true, YEAR),
            word("other", ArgumentKind::Text, true, UNIT),
            word("other_year", ArgumentKind::Number, true, YEAR),
            word("code", ArgumentKind::Text, false, CODE),
            option("by", ArgumentKind::Text, "功能、经济、项目、收支、三公"),
        ],
    },
    Tool {
        name: "check",
        says: "勾稽疑点：两处出处、差额与算式；没有运行的规则不算通过",
        asks: Asks::Command(&["check"]),
        parameters: &[
            option("unit", ArgumentKind::Text, UNIT),
            option("year", ArgumentKind::Number, YEAR),
            option("severity", ArgumentKind::Text, "error、warning 或 note"),
            option("rule", ArgumentKind::Text, "规则的编号，如 T02"),
        ],
    },
    Tool {
        name: "facts",
        says: "表中的每个数，一数一行，带出处",
        asks: Asks::Command(&["export", "facts"]),
        parameters: NARROWING,
    },
    Tool {
        name: "projects",
        says: "项目的金额",
        asks: Asks::Command(&["export", "projects"]),
        parameters: NARROWING,
    },
    Tool {
        name: "indicators",
        says: "绩效指标",
        asks: Asks::Command(&["export", "indicators"]),
        parameters: NARROWING,
    },
    Tool {
        name: "outcomes",
        says: "每条规则的核对情况",
        asks: Asks::Command(&["export", "checks"]),
        parameters: &[
            option("unit", ArgumentKind::Text, UNIT),
            option("year", ArgumentKind::Number, YEAR),
        ],
    },
    Tool {
        name: "source",
        says: "出处的原文：一个地址的各数和它们所在的行，或（写 unit、year、line）文件的一行；都带前后几行",
        asks: Asks::Lines,
        parameters: &[
            word(
                "address",
                ArgumentKind::Text,
                false,
                "单位/年度/阶段/范围/功能/编码，后面可加 @表#栏；功能 也可以是 经济、政府经济、项目、收支、三公",
            ),
            word("unit", ArgumentKind::Text, false, UNIT),
            word("year", ArgumentKind::Number, false, YEAR),
            word("line", ArgumentKind::Number, false, "全文的第几行"),
            word(
                "around",
                ArgumentKind::Number,
                false,
                "前后各几行，不写时 5",
            ),
            STAGE,
            SCOPE,
        ],
    },
    Tool {
        name: "rules",
        says: "全部勾稽规则：编号、程度、要求、理由",
        asks: Asks::Rules,
        parameters: &[],
    },
];

/// The tool of that name.
pub(super) fn named(name: &str) -> Option<&'static Tool> {
    TOOLS.iter().find(|tool| tool.name == name)
}

/// The tools as the protocol lists them.
pub(super) fn described() -> Vec<Value> {
    let described = |tool: &Tool| {
        json!({
            "name": tool.name,
            "description": tool.says,
            "inputSchema": schema(tool.parameters),
            "annotations": {"readOnlyHint": true, "openWorldHint": false},
        })
    };
    TOOLS.iter().map(described).collect()
}

fn schema(parameters: &[Parameter]) -> Value {
    let properties: Map<String, Value> = parameters
        .iter()
        .map(|parameter| {
            let kind = match parameter.kind {
                ArgumentKind::Text => "string",
                ArgumentKind::Number => "integer",
            };
            let described = json!({"type": kind, "description": parameter.says});
            (parameter.name.to_owned(), described)
        })
        .collect();
    let required = parameters.iter().filter(|parameter| parameter.is_required);
    let required: Vec<&str> = required.map(|parameter| parameter.name).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

impl Tool {
    /// The arguments of the command line that the values are; an error says what is wrong with them.
    pub fn command_line(
        &self,
        words: &[&str],
        values: &Map<String, Value>,
    ) -> Result<Vec<String>, String> {
        let mut line = vec!["lkx".to_owned()];
        line.extend(words.iter().map(|word| (*word).to_owned()));
        line.push("--format=json".to_owned());
        let mut standing = vec!["--".to_owned()];
        for parameter in self.parameters {
            let Some(value) = self.text_of(parameter, values)? else {
                continue;
            };
            match parameter.option {
                Some(option) => line.push(format!("--{option}={value}")),
                None => standing.push(value),
            }
        }
        line.extend(standing);
        Ok(line)
    }

    /// Whether every value is one that the tool knows.
    pub fn check_names(&self, values: &Map<String, Value>) -> Result<(), String> {
        let is_known = |name: &&String| self.parameters.iter().any(|known| known.name == **name);
        match values.keys().find(|name| !is_known(name)) {
            Some(name) => Err(format!("{} 没有参数“{name}”", self.name)),
            None => Ok(()),
        }
    }

    /// A value as it would be typed; none where it was not given.
    pub fn text_of(
        &self,
        parameter: &Parameter,
        values: &Map<String, Value>,
    ) -> Result<Option<String>, String> {
        match values.get(parameter.name) {
            None | Some(Value::Null) if parameter.is_required => {
                Err(format!("{} 缺少参数“{}”", self.name, parameter.name))
            }
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(Value::Number(number)) if number.is_u64() => Ok(Some(number.to_string())),
            Some(_) => Err(format!("参数“{}”要是文字或整数", parameter.name)),
        }
    }

    /// A number among the values.
    pub fn number(&self, name: &str, values: &Map<String, Value>) -> Result<Option<u32>, String> {
        let parameter = self.parameters.iter().find(|known| known.name == name);
        let text = parameter.map_or(Ok(None), |parameter| self.text_of(parameter, values))?;
        let number = text.map(|text| text.parse());
        number
            .transpose()
            .map_err(|_| format!("参数“{name}”要是整数"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli;

    /// Values for every parameter, right for its kind.
    fn values(tool: &Tool) -> Map<String, Value> {
        let value = |parameter: &Parameter| match parameter.name {
            "year" | "base_year" | "other_year" => json!(2023),
            "stage" => json!("预算"),
            "scope" => json!("单位"),
            "table" => json!("支出总表"),
            "code" => json!("208"),
            "severity" => json!("error"),
            "rule" => json!("T02"),
            "by" => json!("功能"),
            _ if parameter.kind == ArgumentKind::Number => json!(3),
            _ => json!("--甲"),
        };
        let parameters = tool.parameters.iter();
        parameters
            .map(|each| (each.name.to_owned(), value(each)))
            .collect()
    }

    #[test]
    fn every_tool_is_a_command_line() {
        for tool in TOOLS {
            let Asks::Command(words) = tool.asks else {
                continue;
            };
            let line = tool.command_line(words, &values(tool)).unwrap();
            let parsed = cli::command().try_get_matches_from(&line);
            assert!(parsed.is_ok(), "{line:?}: {}", parsed.unwrap_err());
        }
    }

    #[test]
    fn what_is_wrong_with_values_is_said() {
        let show = named("show").unwrap();
        let line = |values: Value| show.command_line(&["show"], values.as_object().unwrap());
        assert!(line(json!({"unit": "甲"})).unwrap_err().contains("year"));
        assert!(line(json!({"unit": ["甲"], "year": 2023})).is_err());
        assert!(
            show.check_names(json!({"output": "/etc/passwd"}).as_object().unwrap())
                .is_err()
        );
    }
}
