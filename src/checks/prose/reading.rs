/*!
Sentences as claims: each figure with the words that say what it is.

A figure's label is the clause before it, years and ordinals passed over: in 「2024年支出
合计3943.95万元，其中：基本支出3650.46万元，占92.56%」 they are 「2024年支出合计」, 「基本支出」
and 「占」. Thresholds (50 万元以上) and the figures of reasons (主要原因：…) claim nothing
of the budget and are marked.
*/

use crate::budget::{Amount, MoneyUnit, Place, Stage, StatedFigure, Statement, unit_in_last_place};
use crate::checks::kernel::subject::Subject;
use crate::checks::kernel::term::{FigureCell, Term, Trust, stated_at};
use crate::checks::prose::three_public_items::{heads_three_public, is_item};
use crate::narrow::narrow;
use crate::pattern::regex;
use regex::Regex;
use std::sync::LazyLock;

/// The kinds of stated figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// Money.
    Money(Term),
    /// A share or a rate: `printed` units of the last of `decimals`.
    Percent {
        /// The printed number without its point.
        printed: i128,
        /// Its decimals.
        decimals: u32,
    },
    /// Things: projects, cars, units.
    Count(i128),
}

/// A figure of a sentence with the words around it.
#[derive(Debug, Clone, Copy)]
pub struct Mention<'b> {
    /// The statement's index in the book.
    pub statement: usize,
    /// The figure's index in the statement.
    pub figure: usize,
    document: &'b str,
    stated_in: &'b Statement,
    /// The heading that the sentence stands under.
    pub section: &'b str,
    /// The sentence up to the figure.
    pub head: &'b str,
    /// The words since the figure before.
    pub lead: &'b str,
    /// The last clause of them.
    pub label: &'b str,
    /// The rest of the sentence.
    pub tail: &'b str,
    /// What it counts.
    pub kind: MentionKind,
    /// The label of the amount that it is a part of (其中), and that of the outermost one.
    pub wholes: [Option<&'b str>; 2],
    is_change: bool,
    /// Whether its section, or its sentence so far, speaks of this year's appropriation (当年拨款).
    says_this_year: bool,
    /// Whether it is said of 三公: under a heading of it, in a sentence that names it, or of one of its items
    /// in the sentence behind.
    is_of_three_public: bool,
}

impl Mention<'_> {
    /// The amount, where it is money.
    pub fn money(&self) -> Option<Term> {
        match self.kind {
            MentionKind::Money(term) => Some(term),
            _ => None,
        }
    }

    /// Where the figure is kept.
    pub fn cell(&self) -> FigureCell {
        FigureCell::Stated {
            statement: self.statement,
            figure: self.figure,
        }
    }

    /// Where the figure stands.
    pub fn place(&self) -> Place {
        stated_at(self.document, self.stated_in, self.figure)
    }

    /// The figure as printed.
    pub fn printed(&self, subject: &Subject) -> String {
        self.cell().printed(subject.book)
    }

    /// Whether it stands in a reason, which speaks of other money than the budget's totals.
    pub fn is_in_reason(&self) -> bool {
        let from = self.head.rfind('；').unwrap_or(0);
        let clause = &self.head[from..];
        ["原因", "主要是", "由于"]
            .iter()
            .any(|word| clause.contains(word))
    }

    /// Whether it is a change against another year, and no amount of this budget.
    pub fn is_change(&self) -> bool {
        self.is_change
    }

    /// Whether it is said of 三公.
    pub fn is_of_three_public(&self) -> bool {
        self.is_of_three_public
    }

    /// Whether it is this year's money alone, in a document that prints money of another year: which of its
    /// items that is in, no table without a column 当年 says.
    pub fn is_of_this_year_alone(&self, subject: &Subject) -> bool {
        self.says_this_year && subject.prints_carry_over()
    }

    /// Whether another amount is held against it (较年初预算 900 万元), or a share taken of it (完成预算
    /// 26 万元的 76.92%): the sentence does not speak of it.
    pub fn is_held_against(&self) -> bool {
        COMPARED.is_match(self.label) || OF_IT.is_match(self.tail)
    }

    /// Whether it is of the budget, in a document of final accounts.
    pub fn is_of_another_stage(&self, subject: &Subject) -> bool {
        if subject.book.identity.stage != Stage::Final || self.label.contains("决算") {
            return false;
        }
        let plain = self.label.replace("一般公共预算", "");
        let plain = plain.replace("基金预算", "").replace("经营预算", "");
        plain.contains("预算")
    }

    /// Whether its label compares with, or names, another year or stage.
    pub fn is_of_another_year(&self, year: u16) -> bool {
        if !self.label.contains('年') {
            return false;
        }
        YEAR.captures_iter(self.label)
            .last()
            .and_then(|found| found[1].parse::<u16>().ok())
            .is_some_and(|found| found != year)
            || self.label.contains("上年预算")
            || self.label.contains("上年决算")
    }
}

static CHANGE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(增加|减少|增长|下降|上升|降低|增减|压减)[^，。；]{0,4}$"));
static COMPARED: LazyLock<Regex> = LazyLock::new(|| regex("^(?:比|较|与|同|相比|对比)"));
static OF_IT: LazyLock<Regex> = LazyLock::new(|| regex(r"^的[0-9.]+[%％]"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"((?:19|20)[0-9]{2})年"));
static THRESHOLD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(及|（含）|\(含\)|以上|以下|以内|及以上)"));

/// Every figure of the prose that says something of money, shares or counts.
pub fn read<'b>(subject: &Subject<'b>) -> Vec<Mention<'b>> {
    let scale = usual_scale(&subject.book.statements);
    let document = subject.book.source.text.as_str();
    let mut mentions = Vec::new();
    for (index, statement) in subject.book.statements.iter().enumerate() {
        read_statement(document, (index, statement), scale, &mut mentions);
    }
    mentions
}

/// The decimals of 万元 that the prose prints at most: 139 beside 134.25 lost its zeros, and
/// where all of many figures are whole they were rounded.
fn usual_scale(statements: &[Statement]) -> u32 {
    let is_money = |figure: &&StatedFigure| {
        figure.unit == MoneyUnit::Wan.name()
            && figure.printed.contains(|c| ('1'..='9').contains(&c))
    };
    let figures = || {
        statements
            .iter()
            .flat_map(|statement| &statement.figures)
            .filter(is_money)
    };
    match figures().map(decimals).max() {
        Some(0) if figures().count() >= MANY_WHOLE => 0,
        most => most.unwrap_or(0).clamp(2, 6),
    }
}

/// So many figures are not all whole by chance.
const MANY_WHOLE: usize = 10;

fn decimals(figure: &StatedFigure) -> u32 {
    figure
        .printed
        .split_once('.')
        .map_or(0, |(_, decimals)| narrow::<u32>(decimals.len()))
}

fn read_statement<'b>(
    document: &'b str,
    (index, statement): (usize, &'b Statement),
    scale: u32,
    mentions: &mut Vec<Mention<'b>>,
) {
    let sentence = statement.sentence.as_str();
    let mut bytes = sentence.char_indices();
    let mut passed = 0u32;
    let mut before = 0usize;
    for (number, figure) in statement.figures.iter().enumerate() {
        let skip = (figure.start - passed) as usize;
        let Some((start, _)) = bytes.nth(skip) else {
            return;
        };
        passed = figure.start + 1;
        let after = start + figure.printed.len();
        let Some(rest) = sentence.get(after..) else {
            return;
        };
        let unit = rest.trim_start().strip_prefix(figure.unit.as_str());
        let tail = unit.unwrap_or(rest);
        let end = sentence.len() - tail.len();
        let Some(kind) = kind(index, number, figure, scale) else {
            continue;
        };
        if matches!(kind, MentionKind::Money(_)) && THRESHOLD.is_match(tail) {
            before = end;
            continue;
        }
        let lead = &sentence[before..start];
        let head = &sentence[..start];
        let section = statement.section.as_str();
        let says_this_year = says_this_year(mentions, index, (section, head));
        let is_of_three_public = heads_three_public(section)
            || head.contains("三公")
            || mentions.last().is_some_and(|last| {
                last.is_of_three_public
                    && last.section == section
                    && (last.statement == index
                        || last.statement + 1 == index && is_item(label(lead)))
            });
        mentions.push(Mention {
            statement: index,
            figure: number,
            document,
            stated_in: statement,
            section,
            head,
            lead,
            label: label(lead),
            tail,
            kind,
            wholes: wholes(mentions, index, head),
            is_change: CHANGE.is_match(label(lead)),
            says_this_year,
            is_of_three_public,
        });
        before = end;
    }
}

/// Whether a figure's section, or what was said before it, speaks of this year's appropriation alone.
fn says_this_year(mentions: &[Mention], statement: usize, (section, head): (&str, &str)) -> bool {
    // 包括当年拨款…、上年结转…：what follows is of both.
    let names_carried =
        |mention: &Mention| mention.label.contains("上年结转") && mention.money().is_some();
    let is_of_both = mentions
        .iter()
        .rev()
        .take_while(|mention| mention.statement == statement)
        .chain(mentions.last())
        .any(names_carried);
    let goes_on = |last: &Mention| last.says_this_year && last.section == section;
    section.contains("当年")
        || !is_of_both && (head.contains("当年") || mentions.last().is_some_and(goes_on))
}

/// The labels of the amounts that a figure is a part of: of the last one before 其中, and of what that
/// is a part of.
fn wholes<'b>(mentions: &[Mention<'b>], statement: usize, head: &str) -> [Option<&'b str>; 2] {
    let Some(mark) = head.rfind("其中") else {
        return [None; 2];
    };
    let sentence = mentions.iter().rev();
    let sentence = sentence.take_while(|mention| mention.statement == statement);
    let whole = sentence
        .filter(|mention| mention.head.len() < mark && !mention.is_change())
        .find(|mention| mention.money().is_some());
    whole.map_or([None; 2], |whole| {
        [Some(whole.label), whole.wholes[1].or(whole.wholes[0])]
    })
}

/// Whether a mark stands within 收入、支出, which is one name.
fn is_in_both(lead: &str, at: usize) -> bool {
    let (before, after) = lead.split_at(at);
    after.starts_with("、支") && (before.ends_with('收') || before.ends_with("收入"))
}

/// The last clause of the words before a figure.
fn label(lead: &str) -> &str {
    let parts = lead.match_indices(['，', '；', '。', '：', ':', ';', ',', '、', '！']);
    let last = parts.rev().find(|(at, _)| !is_in_both(lead, *at));
    let clause = last.map_or(lead, |(at, _)| {
        let skip = lead[at..].chars().next().map_or(1, char::len_utf8);
        &lead[at + skip..]
    });
    let clause = clause
        .rfind("其中")
        .map_or(clause, |at| &clause[at + "其中".len()..]);
    clause.trim()
}

fn kind(statement: usize, number: usize, figure: &StatedFigure, scale: u32) -> Option<MentionKind> {
    let amount = |unit| Amount::parse(&figure.printed, unit);
    match figure.unit.as_str() {
        "" | "年" | "个百分点" => None,
        "%" | "％" => {
            let value = amount(MoneyUnit::Yuan)?.value();
            Some(MentionKind::Percent {
                printed: value.mantissa(),
                decimals: value.scale(),
            })
        }
        name => match MoneyUnit::from_name(name) {
            Some(unit) => {
                let amount = amount(unit)?;
                let scale = match unit {
                    MoneyUnit::Wan => amount.scale().max(scale),
                    _ => amount.scale(),
                };
                Some(MentionKind::Money(Term {
                    cell: FigureCell::Stated {
                        statement,
                        figure: number,
                    },
                    value: i128::from(amount.ten_thousandths()),
                    ulp: unit_in_last_place(unit, scale),
                    trust: Trust::Printed,
                }))
            }
            None => figure
                .printed
                .replace(',', "")
                .parse()
                .ok()
                .map(MentionKind::Count),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_last_clause() {
        for (lead, expected) in [
            ("某中心2024年收入总计", "某中心2024年收入总计"),
            ("，其中：基本支出", "基本支出"),
            ("，财政拨款收、支总计", "财政拨款收、支总计"),
            ("（其中本年收入", "本年收入"),
            ("，上年结转结余", "上年结转结余"),
            (
                "；1.“社会保障（类）行政（款）运行（项）”",
                "1.“社会保障（类）行政（款）运行（项）”",
            ),
        ] {
            assert_eq!(label(lead), expected);
        }
    }

    #[test]
    fn thresholds_claim_nothing() {
        let figure = |printed: &str, unit: &str, start| StatedFigure {
            printed: printed.to_owned(),
            unit: unit.to_owned(),
            start,
        };
        let statement = Statement {
            section: String::new(),
            sentence: "支出总额127万元，其中100万元及以上项目0个。".to_owned(),
            money_unit: Some(MoneyUnit::Wan),
            figures: vec![
                figure("127", "万元", 4),
                figure("100", "万元", 12),
                figure("0", "个", 22),
            ],
            place: crate::budget::Place::line(1),
        };
        let mut mentions = Vec::new();
        read_statement("", (0, &statement), 2, &mut mentions);
        let kinds: Vec<_> = mentions.iter().map(|found| found.label).collect();
        assert_eq!(kinds, ["支出总额", "及以上项目"]);
        assert_eq!(mentions[0].money().map(|term| term.ulp), Some(1_000_000));
    }
}
