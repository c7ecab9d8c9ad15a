/*!
The search without any of its short cuts, to hold the quick one against.

It reads every name for every word by trying all ways, scores all that match
and sorts them; no signature, no bits, no bounds, no narrowing. Names and
queries are made of the field's words by a small generator, so that what fails
once fails always.
*/

use super::alignment::PreparedName;
use super::folding::folded;
use super::pattern::{Pattern, Reach};
use super::readings::readings;
use super::*;
use crate::budget::MoneyUnit;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Every way in which a word may go on at a character of a name: how many of its
/// characters are taken.
fn ways(word: &[char], c: char) -> Vec<usize> {
    let mut ways = Vec::new();
    if word.first() == Some(&c) {
        ways.push(1);
    }
    for reading in readings(c) {
        for taken in 1..=reading.letters().len().min(word.len()) {
            let same = (0..taken).all(|at| char::from(reading.letters()[at]) == word[at]);
            if same {
                ways.push(taken);
            }
        }
    }
    ways
}

fn goes_on(word: &[char], name: &[char], gaps: bool) -> bool {
    if word.is_empty() {
        return true;
    }
    let Some((c, rest)) = name.split_first() else {
        return false;
    };
    ways(word, *c)
        .into_iter()
        .any(|taken| goes_on(&word[taken..], rest, gaps))
        || (gaps && goes_on(word, rest, gaps))
}

fn reach(word: &str, name: &str) -> Reach {
    let word: Vec<char> = word.chars().collect();
    let name: Vec<char> = folded(name).chars().collect();
    if (0..name.len()).any(|start| goes_on(&word, &name[start..], false)) {
        Reach::Contiguous
    } else if goes_on(&word, &name, true) {
        Reach::Scattered
    } else {
        Reach::None
    }
}

/// All names that hold every word, as they rank: (contiguous, score, name).
fn slow_search(names: &[String], words: &[&str]) -> Vec<(bool, i32, String)> {
    let index = index_of(names);
    let mut found = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let mut prepared = PreparedName::default();
        prepared.set(name);
        let (mut contiguous, mut score) = (true, 0);
        let all = words.iter().all(|word| {
            let reach = reach(word, name);
            contiguous &= reach == Reach::Contiguous;
            let pattern = Pattern::of(word, &index.names.characters);
            score += prepared
                .align(&pattern, reach)
                .map_or(0, |found| found.score);
            reach != Reach::None
        });
        if all {
            found.push((contiguous, score, folded(name).chars().count(), at));
        }
    }
    found.sort_by_key(|(contiguous, score, length, at)| (!contiguous, -score, *length, *at));
    found
        .into_iter()
        .map(|(contiguous, score, _, at)| (contiguous, score, names[at].clone()))
        .collect()
}

pub(super) fn entry(kind: Kind, name: &str) -> Entry<'_> {
    Entry {
        kind,
        name,
        code: "",
        unit: "新乡市社会保险中心",
        year: 2023,
        stage: Stage::Budget,
        scope: Scope::Unit,
        amount: None,
        document: DocumentId(1),
        target: Target::Indicator { index: 0 },
    }
}

fn index_of(names: &[String]) -> Index {
    Index::of(names.iter().map(|name| entry(Kind::Indicator, name)))
}

/// A small generator (xorshift) of names and queries.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn names(&mut self, count: usize) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        while names.len() < count {
            let parts = 1 + self.below(5);
            let name: String = (0..parts).map(|_| self.one(PARTS)).collect();
            if !names.contains(&name) && !folded(&name).is_empty() {
                names.push(name);
            }
        }
        names
    }

    /// Characters of a name, or their letters, in order, with or without gaps.
    fn word(&mut self, names: &[String]) -> String {
        let name: Vec<char> = folded(&names[self.below(names.len())]).chars().collect();
        let (length, with_gaps) = (1 + self.below(4), self.below(2) == 0);
        let mut at = self.below(name.len());
        let mut word = String::new();
        for _ in 0..length {
            let Some(c) = name.get(at) else { break };
            let spoken = readings(*c);
            match self.below(3) {
                1 | 2 if !spoken.is_empty() => {
                    let letters = spoken[self.below(spoken.len())];
                    let taken = 1 + self.below(letters.letters().len());
                    word.extend(letters.letters()[..taken].iter().map(|l| char::from(*l)));
                }
                _ => word.push(*c),
            }
            at += 1 + if with_gaps { self.below(3) } else { 0 };
        }
        word
    }
}

const PARTS: &[&str] = &[
    "养老",
    "保险",
    "职业",
    "年金",
    "缴费",
    "支出",
    "银行",
    "行政",
    "会计",
    "重点",
    "（含",
    "）",
    "公务",
    "LED",
    "离休",
    "人员",
    "满意度",
    "率",
    "执行",
    "755",
    "厂",
    "“三公”",
    "经费",
    "人人",
    "-",
    "绿化",
    "长期",
    "单位",
    "社会",
    "  ",
    "/",
    "安全",
    "西安",
    "监督",
    "价",
    "年度",
    "PPP",
];

#[test]
fn the_quick_way_finds_what_the_slow_one_finds_in_its_order() {
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    for _ in 0..12 {
        let names = chance.names(160);
        let index = index_of(&names);
        for _ in 0..40 {
            let words: Vec<String> = (0..1 + chance.below(2))
                .map(|_| chance.word(&names))
                .filter(|word| !word.starts_with(|c: char| "0123456789-/".contains(c)))
                .collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if words.is_empty() {
                continue;
            }
            let slow = slow_search(&names, &words);
            let query = Query::parse(&words.join(" "), MoneyUnit::Wan);
            for limit in [3, usize::MAX] {
                let quick = index.search(&query, None, limit, &|| true);
                let hits: Vec<(bool, i32, String)> = quick
                    .hits
                    .into_iter()
                    .map(|hit| (hit.contiguous, hit.score, hit.name))
                    .collect();
                assert_eq!(hits, slow[..slow.len().min(limit)], "{words:?}");
                assert_eq!(quick.totals.of(None), slow.len(), "{words:?}");
            }
        }
    }
}

#[test]
fn a_chinese_word_scores_what_fuzzy_matcher_gives() {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let names = chance.names(300);
    let index = index_of(&names);
    for word in [
        "养老",
        "老险",
        "职金",
        "行政",
        "人人",
        "会计",
        "单位",
        "险",
        "人员率",
    ] {
        let query = Query::parse(word, MoneyUnit::Wan);
        let found = index.search(&query, None, usize::MAX, &|| true);
        for hit in found.hits {
            let (score, positions) = SkimMatcherV2::default()
                .fuzzy_indices(&folded(&hit.name), word)
                .unwrap();
            assert_eq!(i64::from(hit.score), score, "{word} {}", hit.name);
            if !hit.contiguous {
                assert_eq!(hit.positions.len(), positions.len());
            }
        }
    }
}

#[test]
fn narrowing_changes_no_answer() {
    let mut chance = Chance(0xDEAD_BEEF_CAFE_F00D);
    let names = chance.names(400);
    let index = Arc::new(index_of(&names));
    for _ in 0..60 {
        let word = chance.word(&names);
        let typed: Vec<char> = format!("{word} {}", chance.word(&names)).chars().collect();
        let mut searcher = Searcher::new(Arc::clone(&index));
        for end in 1..=typed.len() {
            let text: String = typed[..end].iter().collect();
            let question = Question {
                query: Query::parse(&text, MoneyUnit::Wan),
                kind: None,
                limit: 20,
            };
            let narrowed = searcher.search(&question, &|| true, &mut |_| {});
            let fresh = index.search(&question.query, None, 20, &|| true);
            assert_eq!(narrowed, Some(fresh), "{text}");
        }
    }
}

#[test]
fn a_search_given_up_leaves_a_later_one_right() {
    let mut chance = Chance(0x0123_4567_89AB_CDEF);
    // More than one stretch of names, so that the search can be given up between two.
    let names: Vec<String> = (0..9000)
        .map(|number| format!("{}{number}{}", chance.one(PARTS), chance.one(PARTS)))
        .collect();
    let index = Arc::new(index_of(&names));
    let ask = |text: &str| Question {
        query: Query::parse(text, MoneyUnit::Wan),
        kind: None,
        limit: 50,
    };
    let asked = std::cell::Cell::new(0);
    let wanted = || {
        asked.set(asked.get() + 1);
        asked.get() < 3
    };
    let mut searcher = Searcher::new(Arc::clone(&index));
    assert_eq!(searcher.search(&ask("养"), &wanted, &mut |_| {}), None);
    let narrowed = searcher
        .search(&ask("养老"), &|| true, &mut |_| {})
        .unwrap();
    let fresh = index.search(&ask("养老").query, None, 50, &|| true);
    assert!(fresh.totals.of(None) > 50);
    assert_eq!(narrowed, fresh);
}
