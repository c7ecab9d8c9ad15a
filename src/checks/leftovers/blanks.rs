/*! Blanks, open alternatives and instructions (L01–L03). */

use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::passages::Passage;
use crate::checks::kernel::pattern::regex;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::LeftoverFault;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"[xX×ＸｘＸ╳]{2,}",
        r"|…+(?:万元|亿元|元|%|％|辆|台|套|个|人|平方米|㎡|次|批)",
        r"|(?:原因|因为|主要是|用于|如下)[：:为是]*…+",
        r"|_{3,}|＿{2,}|_{2,}(?:万元|元|%|％|年|个|辆|台|家|人|平方米)",
        r"|[（(](?:略|待填写?|待定|待补充)[）)]|待填写|待补充",
        r"|\{\p{Han}{1,10}\}|【(?:单位|部门|年度|填写|金额)\p{Han}{0,8}】",
        r"|(?:20年度|202年度?)",
        r"|[*＊]{3,}(?:万元|亿元|元|%|％|(?:人|名|个|台|辆|次)[，。；、])",
        r"|[xX×](?:万元|亿元|元|%|％|人|名|个|台|辆)",
    ))
});
/// A word of amount with its unit and no figure between: 收入减少万元, 内设机构个.
static NO_FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?:增加|减少|增长|下降|安排|总计|合计|共计|拨款|预算数?为)(?:万元|亿元)[，。；、]",
        r"|(?:内设|下设|所属)(?:机构|科室|处室|单位)个[，。；、：]",
        r"|(?:编制|在职|退休|离休|实有)(?:人员|职工|编制)?(?:名|人)[，。；、]",
        r"|共有(?:车辆|公务用车)(?:辆|台)[，。；、]",
    ))
});
/// Two stars stand for a word; where they come in pairs they only print it bold.
static STARS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\p{Han}([*＊]{2})(?:万元|元|%|(?:人|名|个|台|辆|次)[，。；、])"));
static BROKEN_FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"[0-9][0-9,]*\.?[xX×ＸｘＸ╳]{2,}(?:万元|亿元|元|%|％)",
        r"|[xX×ＸｘＸ╳]{2,}\.?[0-9]+(?:万元|亿元|元|%|％)",
        r"|[0-9][0-9,]*\.[xX×ＸｘＸ]+(?:万元|亿元|元|%|％)",
    ))
});
static ALTERNATIVE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?:增加|减少|增长|下降|上升|提高|降低|上涨|增|减)",
        r"(?:[（(](?:增加|减少|增长|下降|上升|提高|降低|上涨|持平|增|减)",
        r"(?:[、/／或](?:增加|减少|增长|下降|上升|降低|持平))*[）)]",
        r"|[/／](?:增加|减少|增长|下降|上升|降低|持平))",
    ))
});
static INSTRUCTION: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"[（(][^（）()]{0,30}(?:需向社会|请填写|请根据|填写说明|请自行|自行删除|请删除|可自行|可不填|如没有请|结合本单位实际|根据本单位实际|根据实际情况填)[^（）()]{0,30}[）)]",
        r"|[（(](?:部门|单位)名称[）)]",
        r"|^[#*]*(?:XX|××)?(?:部门|单位)名称[#*]*$",
        r"|列明(?:公务接待|因公出国)",
        r"|(?:请在此|此处)(?:处?填写|说明)",
        r"|(?:部门|单位)名称(?:概况|20[0-9]{2}年)",
    ))
});
const INSTRUCTION_WORDS: [&str; 14] = [
    "需向社会",
    "请填写",
    "请根据",
    "填写说明",
    "请自行",
    "删除",
    "可自行",
    "可不填",
    "实际",
    "名称",
    "列明",
    "此处",
    "请在此",
    "如没有",
];
static EXCUSE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"新成立|才成立|新组建|新设立|新纳入预算|新增(?:的)?预算单位|(?:无|没有)(?:相关|可比|上年|20[0-9]{2}年)[^。，]{0,6}数|无可比性|不可比",
    )
});

/// L01.
pub fn blanks(subject: &Subject, ledger: &mut Ledger, passages: &[Passage]) {
    const SIGNS: [char; 13] = [
        'x', 'X', '×', 'ｘ', 'Ｘ', '╳', '…', '_', '＿', '{', '【', '*', '＊',
    ];
    const WORDS: [&str; 4] = ["20年度", "202年", "略", "待"];
    for passage in passages {
        let without = without_figure(passage);
        let may_have =
            passage.text.contains(SIGNS) || WORDS.iter().any(|word| passage.text.contains(word));
        if !may_have && without.is_empty() {
            ledger.holds(RuleCode::L01);
            continue;
        }
        let broken: Vec<Range<usize>> = BROKEN_FIGURE
            .find_iter(&passage.text)
            .map(|found| found.range())
            .filter(|piece| stands_alone(passage, piece))
            .collect();
        let is_in_figure = |piece: &Range<usize>| {
            broken
                .iter()
                .any(|figure| figure.start < piece.end && piece.start < figure.end)
        };
        let mut blank: Vec<Range<usize>> = BLANK
            .find_iter(&passage.text)
            .map(|found| found.range())
            .filter(|piece| stands_alone(passage, piece) && !is_in_figure(piece))
            .chain(stars(passage))
            .chain(without)
            .collect();
        blank.sort_by_key(|piece| piece.start);
        if broken.is_empty() && blank.is_empty() {
            ledger.holds(RuleCode::L01);
            continue;
        }
        let severity = weight(passage, &blank);
        let section = passage.heading();
        let half = LeftoverFault::HalfFigure {
            section: section.clone(),
        };
        let unfilled = LeftoverFault::Blank {
            section,
            is_new: severity == Severity::Note,
        };
        say(subject, ledger, passage, &broken, (half, Severity::Error));
        say(subject, ledger, passage, &blank, (unfilled, severity));
    }
}

/// Where a unit stands without its figure.
fn without_figure(passage: &Passage) -> Vec<Range<usize>> {
    let found = NO_FIGURE.find_iter(&passage.text);
    found.map(|found| found.range()).collect()
}

/// Pairs of stars that stand for a word.
fn stars(passage: &Passage) -> Vec<Range<usize>> {
    let is_bold = passage.text.matches("**").count().is_multiple_of(2);
    if is_bold {
        return Vec::new();
    }
    STARS
        .captures_iter(&passage.text)
        .filter_map(|found| Some(found.get(1)?.range()))
        .collect()
}

/// L02.
pub fn alternatives(subject: &Subject, ledger: &mut Ledger, passages: &[Passage]) {
    for passage in passages {
        let found: Vec<Range<usize>> = ALTERNATIVE
            .find_iter(&passage.text)
            .map(|found| found.range())
            .collect();
        if found.is_empty() {
            ledger.holds(RuleCode::L02);
            continue;
        }
        let severity = if EXCUSE.is_match(&passage.text) {
            Severity::Note
        } else {
            Severity::Warning
        };
        let fault = LeftoverFault::OpenChoice {
            section: passage.heading(),
            is_new: severity == Severity::Note,
        };
        say(subject, ledger, passage, &found, (fault, severity));
    }
}

/// L03.
pub fn instructions(subject: &Subject, ledger: &mut Ledger, passages: &[Passage]) {
    let mut spots = Vec::new();
    for passage in passages {
        // Few passages have any of the words, and the whole pattern is slow.
        if !INSTRUCTION_WORDS
            .iter()
            .any(|word| passage.text.contains(word))
        {
            ledger.holds(RuleCode::L03);
            continue;
        }
        let found = INSTRUCTION.find_iter(&passage.text);
        let before = spots.len();
        spots.extend(
            found.map(|found| Spot::in_prose(found.as_str(), passage.place(found.range()))),
        );
        if spots.len() == before {
            ledger.holds(RuleCode::L03);
        }
    }
    let saying = Saying {
        fault: LeftoverFault::Instruction.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

/// Whether a blank is no part of an address or of a word in Latin letters, and no row of dots
/// that leads to a page number.
fn stands_alone(passage: &Passage, piece: &Range<usize>) -> bool {
    let (before, after) = passage.around(piece);
    let is_latin =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || "/.:@".contains(c));
    let text = &passage.text[piece.clone()];
    if text.starts_with("20") {
        return before.is_none_or(|c| !c.is_ascii_digit() && c != '.');
    }
    let is_dots = text.contains('…');
    (is_dots || !is_latin(before)) && !after.is_some_and(|c| c.is_ascii_alphabetic())
}

/// A blank where a change should stand is a note in the passage of a unit that says it is new.
fn weight(passage: &Passage, blank: &[Range<usize>]) -> Severity {
    const CHANGE: [&str; 8] = [
        "增加", "减少", "增长", "下降", "原因", "上升", "降低", "上年",
    ];
    let is_of_change = |piece: &Range<usize>| {
        let nearby = [
            passage.before(piece.start, 14),
            &passage.text[piece.clone()],
        ]
        .concat();
        CHANGE.iter().any(|word| nearby.contains(word))
    };
    if EXCUSE.is_match(&passage.text) && blank.iter().all(is_of_change) {
        Severity::Note
    } else {
        Severity::Warning
    }
}

fn say(
    subject: &Subject,
    ledger: &mut Ledger,
    passage: &Passage,
    found: &[Range<usize>],
    (fault, severity): (LeftoverFault, Severity),
) {
    let spots: Vec<Spot> = found
        .iter()
        .map(|piece| Spot::in_prose(with_lead(passage, piece), passage.place(piece.clone())))
        .collect();
    let saying = Saying {
        fault: fault.into(),
        severity,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

/// The piece with the few characters before it, by which one finds it on the page.
fn with_lead(passage: &Passage, piece: &Range<usize>) -> String {
    let lead = match passage.lead(piece.start, 6) {
        "" => passage.before(piece.start, 6),
        lead => lead,
    };
    format!("{lead}{}", &passage.text[piece.clone()])
}
