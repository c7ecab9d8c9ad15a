/*!
What a question costs over 10,000 and over 1,000,000 different names.

The names are put together from the field's words by a small generator, the same
ones every time: lengths and characters are spread as in the indicators of real
budgets, with one common thread (保险, 经费, 人数 …) through many of them.

`first` is the time to the first hits that a person sees, `whole` the time to the
full answer with all totals. `fuzzy_matcher_alone` asks the matcher of every name,
as a search without signatures would: hold `whole::chinese` against it, in one run.
*/

use divan::{Bencher, black_box};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use lkx::budget::{MoneyUnit, Scope, Stage};
use lkx::library::DocumentId;
use lkx::search::{Entry, Found, Index, Kind, Query, Question, Searcher, Target};
use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

fn main() {
    divan::main();
}

/// About as many as five budgets have.
const FIVE_BUDGETS: usize = 1_500;
const SMALL: usize = 10_000;
const LARGE: usize = 1_000_000;

/// Names of the question's words are among them, in one piece and scattered.
const CHINESE: &str = "职业年金";
const INITIALS: &str = "zynj";
const PINYIN: &str = "zhiyenianjin";
const SCATTERED: &str = "社培费";
const WORDS: &str = "满意度 养老 yh";
const NO_HIT: &str = "沙图接灯";
const FIRST_LETTER: &str = "s";
const FIRST_CHARACTER: &str = "人";

const BEGINNINGS: &[&str] = &[
    "全市",
    "县级",
    "基层",
    "城乡",
    "省级",
    "本年度",
    "第一季度",
    "重点",
    "年度",
    "街道",
    "社区",
    "机关",
    "事业单位",
    "企业",
    "困难",
    "农村",
    "乡镇",
    "跨省",
    "异地",
    "",
];
const SUBJECTS: &[&str] = &[
    "社会保险",
    "职业年金",
    "基本养老保险",
    "工伤保险",
    "失业保险",
    "医疗保险",
    "离退休人员",
    "公务接待",
    "信息系统",
    "办公用房",
    "档案",
    "社保卡",
    "银行代发",
    "会计核算",
    "绿化养护",
    "安全生产",
    "污水处理",
    "公路养护",
    "学生资助",
    "图书采购",
    "疫情防控",
    "水利设施",
    "农田建设",
    "路灯",
    "垃圾清运",
    "执法车辆",
    "窗口服务",
    "政务大厅",
    "消防器材",
    "监督检查",
];
const DEEDS: &[&str] = &[
    "参保扩面",
    "待遇发放",
    "补助",
    "维护",
    "培训",
    "宣传",
    "缴费",
    "核查",
    "运行",
    "改造",
    "购置",
    "建设",
    "检测",
    "评估",
    "管理",
    "经办",
    "认证",
    "追缴",
    "稽核",
    "保障",
    "验收",
    "更新",
];
const ENDS: &[&str] = &[
    "人数",
    "完成率",
    "及时率",
    "准确率",
    "满意度",
    "次数",
    "经费",
    "成本",
    "数量",
    "覆盖率",
    "合格率",
    "正常运转率",
    "支出",
    "知晓率",
    "天数",
    "面积",
    "金额",
    "（含税）",
    "台数",
    "效益",
];
/// Names of places and things that make most of the names different.
const SYLLABLES: &str =
    "安柏昌德恩丰高海吉康兰明宁鹏齐荣松泰望祥永泽柱春河湖江岭龙梅南坪桥泉沙石塘湾溪岩";

/// The n-th number of a fixed sequence (splitmix64).
fn chance(n: u64) -> u64 {
    let mut z = n.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn name(n: u64) -> String {
    let syllables: Vec<char> = SYLLABLES.chars().collect();
    let mut left = chance(n);
    let mut below = |end: usize| {
        let drawn = left % end as u64;
        left = chance(left);
        drawn as usize
    };
    let mut name = BEGINNINGS[below(BEGINNINGS.len())].to_owned();
    for _ in 0..below(4) {
        name.push(syllables[below(syllables.len())]);
    }
    name.push_str(SUBJECTS[below(SUBJECTS.len())]);
    if below(3) == 0 {
        name.push_str(SUBJECTS[below(SUBJECTS.len())]);
    }
    name.push_str(DEEDS[below(DEEDS.len())]);
    if below(8) == 0 {
        name.push_str(&below(2000).to_string());
    }
    name.push_str(ENDS[below(ENDS.len())]);
    name
}

fn names(count: usize) -> Vec<String> {
    let mut known = HashSet::new();
    (0..)
        .map(name)
        .filter(|name| known.insert(name.clone()))
        .take(count)
        .collect()
}

fn index(names: &[String]) -> Index {
    let mut builder = Index::builder();
    for (number, name) in names.iter().enumerate() {
        builder.add(&Entry {
            kind: Kind::Indicator,
            name,
            code: "",
            unit: "新乡市社会保险中心",
            year: 2023,
            stage: Stage::Budget,
            scope: Scope::Unit,
            amount: None,
            document: DocumentId(number as i64 % 500),
            target: Target::Indicator {
                index: number as u32,
            },
        });
    }
    builder.build()
}

struct Corpus {
    names: Vec<String>,
    index: Arc<Index>,
}

impl Corpus {
    fn of(count: usize) -> Self {
        let names = names(count);
        let index = Arc::new(index(&names));
        Self { names, index }
    }
}

static CORPUS_FIVE_BUDGETS: LazyLock<Corpus> = LazyLock::new(|| Corpus::of(FIVE_BUDGETS));
static CORPUS_SMALL: LazyLock<Corpus> = LazyLock::new(|| Corpus::of(SMALL));
static CORPUS_LARGE: LazyLock<Corpus> = LazyLock::new(|| Corpus::of(LARGE));

fn corpus(count: usize) -> &'static Corpus {
    match count {
        FIVE_BUDGETS => &CORPUS_FIVE_BUDGETS,
        SMALL => &CORPUS_SMALL,
        _ => &CORPUS_LARGE,
    }
}

#[divan::bench(args = [SMALL, LARGE], sample_count = 3, sample_size = 1)]
fn build(bencher: Bencher<'_, '_>, count: usize) {
    let names = &corpus(count).names;
    bencher.bench_local(|| index(black_box(names)));
}

/// The command line's question: the full answer.
mod whole {
    use super::*;

    fn ask(bencher: Bencher<'_, '_>, count: usize, text: &str) {
        let index = &corpus(count).index;
        bencher.bench_local(|| {
            let query = Query::parse(black_box(text), MoneyUnit::Wan);
            index.search(&query, None, 100, &|| true)
        });
    }

    macro_rules! questions {
        ($($name:ident $text:expr;)*) => {
            $(
                #[divan::bench(args = [SMALL, LARGE], max_time = 2)]
                fn $name(bencher: Bencher<'_, '_>, count: usize) {
                    ask(bencher, count, $text);
                }
            )*
        };
    }

    questions! {
        chinese CHINESE;
        initials INITIALS;
        pinyin PINYIN;
        scattered SCATTERED;
        words WORDS;
        no_hit NO_HIT;
        first_letter FIRST_LETTER;
        first_character FIRST_CHARACTER;
    }
}

/// The explorer's question: the time until something is on the screen.
mod first {
    use super::*;
    use std::cell::Cell;

    fn ask(bencher: Bencher<'_, '_>, count: usize, text: &str) {
        let corpus = corpus(count);
        bencher
            .with_inputs(|| Searcher::new(Arc::clone(&corpus.index)))
            .bench_local_refs(|searcher| {
                let seen = Cell::new(false);
                let question = Question {
                    query: Query::parse(black_box(text), MoneyUnit::Wan),
                    kind: None,
                    limit: 100,
                };
                let mut shown = Found::default();
                let whole = searcher.search(&question, &|| !seen.get(), &mut |found| {
                    shown = found;
                    seen.set(true);
                });
                (whole, shown)
            });
    }

    macro_rules! questions {
        ($($name:ident $text:expr;)*) => {
            $(
                #[divan::bench(args = [SMALL, LARGE], max_time = 2)]
                fn $name(bencher: Bencher<'_, '_>, count: usize) {
                    ask(bencher, count, $text);
                }
            )*
        };
    }

    questions! {
        chinese CHINESE;
        initials INITIALS;
        pinyin PINYIN;
        scattered SCATTERED;
        words WORDS;
        first_letter FIRST_LETTER;
        first_character FIRST_CHARACTER;
    }
}

/// A query of twelve letters typed to its end, each keystroke narrowing the list: a
/// keystroke is a twelfth of it.
#[divan::bench(args = [FIVE_BUDGETS, SMALL, LARGE], max_time = 3)]
fn twelve_keystrokes(bencher: Bencher<'_, '_>, count: usize) {
    let corpus = corpus(count);
    bencher.bench_local(|| {
        let mut searcher = Searcher::new(Arc::clone(&corpus.index));
        for end in 1..=PINYIN.len() {
            let question = Question {
                query: Query::parse(&PINYIN[..end], MoneyUnit::Wan),
                kind: None,
                limit: 100,
            };
            black_box(searcher.search(&question, &|| true, &mut |_| {}));
        }
    });
}

#[divan::bench(args = [SMALL, LARGE], max_time = 3)]
fn fuzzy_matcher_alone(bencher: Bencher<'_, '_>, count: usize) {
    let names = &corpus(count).names;
    let matcher = SkimMatcherV2::default();
    bencher.bench_local(|| {
        let mut scored: Vec<(i64, usize)> = names
            .iter()
            .enumerate()
            .filter_map(|(at, name)| Some((matcher.fuzzy_match(name, black_box(CHINESE))?, at)))
            .collect();
        scored.sort_unstable_by(|a, b| b.cmp(a));
        scored.truncate(100);
        scored
    });
}
