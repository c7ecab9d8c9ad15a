/*! Words printed twice, texts cut off, characters that do not belong (L05–L07). */

use crate::budget::prose::Passage;
use crate::budget::{RuleCode, Severity};
use crate::checks::kernel::cluster::{self, Saying, Spot};
use crate::checks::kernel::ledger::Ledger;
use crate::checks::kernel::subject::Subject;
use crate::checks::wording::{GoalReason, LeftoverFault};
use crate::pattern::regex;
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

static DOUBLED_SIGN: LazyLock<Regex> =
    LazyLock::new(|| regex(r"。。|，，|、、|；；|：：|，。|。，|；。|、。|，、"));
/// 较上一年度 without its 年; 较上一度假季 is right.
static SLIP: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(较上一度)(?:增|减|上升|下降|提高|降低|相比|持平|基本|略|有所)"));
/// Doublings that are words.
const WORDS: [&str; 6] = ["一", "步", "逐", "层", "级", "代"];

/// L05: in the prose, and in the names of indicators.
pub fn doubled(subject: &Subject, ledger: &mut Ledger, passages: &[Passage]) {
    let mut spots = Vec::new();
    let names = names(subject);
    let is_name = |piece: &str| names.iter().any(|name| name.contains(piece));
    for passage in passages {
        let signs = DOUBLED_SIGN
            .find_iter(&passage.text)
            .map(|found| found.range());
        let slips = SLIP.captures_iter(&passage.text);
        let slips = slips.filter_map(|found| Some(found.get(1)?.range()));
        // What ends one line and begins the next may be two texts.
        let words = doublings(&passage.text).into_iter().filter(|piece| {
            passage.is_on_one_line(piece) && !is_name(&passage.text[piece.clone()])
        });
        let pieces: Vec<Range<usize>> = signs.chain(slips).chain(words).collect();
        if pieces.is_empty() {
            ledger.holds(RuleCode::L05);
        }
        for piece in pieces {
            let text = format!(
                "{}{}",
                passage.lead(piece.start, 4),
                &passage.text[piece.clone()]
            );
            spots.push(Spot::in_prose(text, passage.place(piece)));
        }
    }
    for indicator in &subject.book.indicators {
        let mut words = doublings(&indicator.name).into_iter();
        if words.all(|piece| is_name(&indicator.name[piece])) {
            ledger.holds(RuleCode::L05);
        } else {
            spots.push(Spot::in_table(
                indicator.name.clone(),
                indicator.place,
                indicator.table,
            ));
        }
    }
    spots.sort_by_key(|spot| spot.place);
    let saying = Saying {
        fault: LeftoverFault::Doubled.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

/// The names that the tables print: of units, classes, projects, and of the tables.
fn names<'b>(subject: &Subject<'b>) -> Vec<&'b str> {
    let rows = subject
        .tables()
        .flat_map(|(table, _)| subject.rows(table))
        .flat_map(|at| [at.row.name.as_str(), at.row.unit.as_str()]);
    let titles = subject.tables().map(|(_, table)| table.title.as_str());
    rows.chain(titles)
        .chain([subject.book.identity.unit.as_str()])
        .collect()
}

/// Two, three or four Chinese characters that stand twice in a row.
fn doublings(text: &str) -> Vec<Range<usize>> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let length = [4, 3, 2]
            .into_iter()
            .find(|length| is_doubled(&letters[at..], *length));
        match length {
            Some(length) => {
                let next = letters.get(at + 2 * length);
                let end = next.map_or(text.len(), |(byte, _)| *byte);
                if !next.is_some_and(|(_, next)| makes_a_word(&text[..end], *next)) {
                    found.push(letters[at].0..end);
                }
                at += 2 * length;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether what follows a doubled word makes another word of its second half: 流浪人员救助
/// and 救助站, 常委会 and 常委会议.
fn makes_a_word(doubled: &str, next: char) -> bool {
    "站所局处室科员者率款队费".contains(next) || doubled.ends_with('会') && next == '议'
}

fn is_doubled(letters: &[(usize, char)], length: usize) -> bool {
    let (Some(first_half), Some(second_half)) =
        (letters.get(..length), letters.get(length..2 * length))
    else {
        return false;
    };
    // Nearly all letters differ from the one that would have to follow.
    if first_half.first().map(|(_, c)| c) != second_half.first().map(|(_, c)| c) {
        return false;
    }
    let same = first_half
        .iter()
        .zip(second_half)
        .all(|((_, left), (_, right))| left == right);
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let first = first_half.first().map(|(_, c)| *c);
    same && first_half.iter().all(|(_, c)| is_chinese(*c))
        && first_half.iter().any(|(_, c)| Some(*c) != first)
        && !first.is_some_and(|c| WORDS.iter().any(|word| word.starts_with(c)))
}

/// As many names of one length, and that the longest, were cut by a machine.
const MOST_OF_ONE_LENGTH: usize = 3;
/// A name of fewer characters is not near any machine's limit.
const LEAST_LENGTH: usize = 18;

/// L06.
pub fn cut(subject: &Subject, ledger: &mut Ledger) {
    if subject.book.indicators.is_empty() {
        ledger.not_applicable(RuleCode::L06, GoalReason::NoIndicators);
        return;
    }
    let mut lengths: BTreeMap<usize, HashSet<&str>> = BTreeMap::new();
    for indicator in &subject.book.indicators {
        let length = indicator.name.chars().count();
        lengths.entry(length).or_default().insert(&indicator.name);
    }
    let longest = lengths
        .last_key_value()
        .filter(|(length, names)| **length >= LEAST_LENGTH && names.len() >= MOST_OF_ONE_LENGTH)
        .map(|(length, _)| *length);
    let mut spots = Vec::new();
    for indicator in &subject.book.indicators {
        let length = indicator.name.chars().count();
        let is_cut = Some(length) == longest || ends_open(&indicator.name);
        if is_cut {
            spots.push(Spot::in_table(
                indicator.name.clone(),
                indicator.place,
                indicator.table,
            ));
        } else {
            ledger.holds(RuleCode::L06);
        }
    }
    let saying = Saying {
        fault: LeftoverFault::CutName.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

/// Whether a text ends where no sentence does, or leaves a bracket or a sentence's next word
/// open.
fn ends_open(name: &str) -> bool {
    let open = |open: char, close: char| name.matches(open).count() > name.matches(close).count();
    let after_sign = name
        .rsplit(['、', ',', '，'])
        .next()
        .is_some_and(|last| last.chars().count() == 1);
    name.ends_with(['、', '，', ',', '的', '和', '与', '及'])
        || name.contains(['、', ',', '，']) && after_sign
        || open('（', '）')
        || open('“', '”')
}

/// Characters that only traditional texts have.
const TRADITIONAL: &str = "職業續發員會務單關門開經費預報財產資進運計劃項實現體對應國際學區縣級專該無動農種類價條約範圍據統優處辦問題習勞險養醫療補貼貧軍衛環節權轉讓將與為從個這樣還達遠過內設備監執結構錢賬債賠償願龍廣東車長書紅鐵樓廳標準責總確場數團歷導識試驗證";

/// L07: in prose and in what the reader took from tables, that is, in every line.
pub fn characters(subject: &Subject, ledger: &mut Ledger) {
    let mut spots = Vec::new();
    for (number, line) in subject.lines() {
        let is_odd = |c: char| c == '\u{fffd}' || is_traditional(c);
        let Some(start) = line.find(is_odd) else {
            continue;
        };
        let rest = &line[start..];
        let end = rest
            .find(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c) && c != '\u{fffd}')
            .map_or(line.len(), |end| start + end);
        let piece = start..end;
        spots.push(Spot {
            table: subject
                .tables()
                .find(|(_, table)| (table.place.line..=table.end_line).contains(&number))
                .map(|(index, _)| index),
            ..Spot::in_prose(
                cluster::shortened(&line[piece.clone()]),
                Subject::piece(number, line, piece),
            )
        });
    }
    if spots.is_empty() {
        ledger.holds(RuleCode::L07);
    }
    let saying = Saying {
        fault: LeftoverFault::StrayCharacters.into(),
        severity: Severity::Note,
    };
    cluster::remark(subject, ledger, saying, &spots);
}

fn is_traditional(c: char) -> bool {
    /// The ideographs of the basic block, a bit each: every character of every document is
    /// looked up here.
    static BITS: LazyLock<Vec<u64>> = LazyLock::new(|| {
        let mut bits = vec![0; 0x5200 / 64];
        for c in TRADITIONAL.chars() {
            let at = c as usize - 0x4e00;
            bits[at / 64] |= 1 << (at % 64);
        }
        bits
    });
    let at = (c as usize).wrapping_sub(0x4e00);
    BITS.get(at / 64)
        .is_some_and(|bits| bits & (1 << (at % 64)) != 0)
}
