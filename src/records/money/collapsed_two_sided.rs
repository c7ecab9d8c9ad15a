/*!
收支总表 and 财政拨款收支总表 whose text lost its columns.

Each item begins with its ordinal or with a word that only a total or a carry-over
begins with. Which side it is on, its name says: incomes are 收入, 拨款, 资金;
expenditures are functions.
*/

use crate::budget::{Amount, Classification, Place, Row, Side, official_name};
use crate::records::context::Context;
use crate::records::fitting::laid_row::LaidRow;
use crate::records::fitting::loose_row::LooseRow;
use crate::records::fitting::{fit, reluctance};
use crate::records::header::shape::Shape;
use crate::records::labels::{is_total, total_name};
use crate::records::money::collapsed::shape_of;
use crate::records::money::proof;
use crate::records::money::two_sided::{HalfTable, income_shape, one_column, single_expenditure};
use crate::records::money::words::words;
use crate::records::table::{Part, origin_of};
use crate::tables::grid::is_money;
use crate::tables::lines::{name, squeeze};
use crate::tables::title::strip_ordinal;
use crate::tables::{Cell, Line};

/// An item of one side: its words and its figures.
#[derive(Debug, Clone, Default)]
struct Item {
    label: Vec<Cell>,
    figures: Vec<Cell>,
}

/// Reads the rows of a table.
pub fn read(lines: &[Line], context: &Context, part: &mut Part) {
    let start = lines.iter().position(|line| {
        words(line)
            .first()
            .is_some_and(|word| has_ordinal(&word.text))
    });
    let (header, body) = lines.split_at(start.unwrap_or(lines.len()));
    let shape = shape_of(context.kind, &without_income_header(header));
    let right = if shape.len() > 1 {
        shape
    } else {
        one_column(single_expenditure(context.kind))
    };
    part.measures_of(&income_shape());
    part.measures_of(&right);
    let mut income = HalfTable::new(Side::Income, income_shape());
    let mut expenditure = HalfTable::new(Side::Expenditure, right.clone());
    let numbers_rows = header.iter().any(|line| line.squeezed().contains("行次"));
    let pairs = pairs(items(body, numbers_rows));
    let expenditures: Vec<&Item> = pairs
        .iter()
        .filter_map(|(_, right)| right.as_ref())
        .collect();
    let mut laid = laid(&expenditures, &right, context).into_iter();
    for (ordinal, (left_item, right_item)) in (1..).zip(&pairs) {
        if let Some(item) = left_item {
            let columns: Vec<usize> = (0..item.figures.len()).collect();
            add(&mut income, ordinal, item, &columns, context, part);
        }
        if let (Some(item), Some(laid)) =
            (right_item, right_item.as_ref().and_then(|_| laid.next()))
        {
            let before = part.table.rows.len();
            add(
                &mut expenditure,
                ordinal,
                item,
                &laid.columns,
                context,
                part,
            );
            for row in &mut part.table.rows[before..] {
                for (index, figure) in row.figures.iter_mut().enumerate() {
                    figure.origin = origin_of(&laid, index, &right);
                }
            }
        }
    }
    proof::doubt(lines, true, part);
}

/// The header without its first 金额, which stands over the income; 基金 is another 金.
fn without_income_header(header: &[Line]) -> Vec<Line> {
    let mut header = header.to_vec();
    for line in &mut header {
        let before = |at: usize| line.text[..at].trim_end().chars().next_back();
        let own = line
            .text
            .match_indices('金')
            .map(|(at, _)| at)
            .find(|&at| !matches!(before(at), Some('基' | '资')));
        if let Some(at) = own {
            line.text = line.text[at..]
                .replacen('金', "", 1)
                .trim_start()
                .replacen('额', "", 1);
            break;
        }
    }
    header
}

fn has_ordinal(word: &str) -> bool {
    strip_ordinal(word) != word
}

/// Words with which an item begins that has no ordinal.
const BARE_STARTS: &[&str] = &[
    "其中",
    "本年收入合计",
    "本年支出合计",
    "收入总计",
    "支出总计",
    "收入合计",
    "支出合计",
    "上年结转",
    "年终结转",
    "结转下年",
    "年末结转",
    "年初结转",
    "年初财政拨款结转",
    "年末财政拨款结转",
    "结余分配",
    "总计",
    "用事业基金",
    "使用非财政拨款结余",
    "一般公共预算财政拨款",
    "政府性基金预算财政拨款",
    "国有资本经营预算财政拨款",
    "一般公共预算拨款",
    "政府性基金预算拨款",
    "国有资本经营预算拨款",
];

/// Divides the words of the body into items. `本 年 收 入 合 计` is one word that was spaced.
/// Where the table numbers its rows, a bare number is no word.
fn items(body: &[Line], numbers_rows: bool) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let is_row_number = |word: &Cell| {
        numbers_rows && word.text.len() <= 3 && word.text.bytes().all(|b| b.is_ascii_digit())
    };
    for line in body {
        let mut words = words(line);
        words.retain(|word| !is_row_number(word));
        let mut index = 0;
        while index < words.len() {
            let word = &words[index];
            if is_money(&word.text) {
                if let Some(item) = items.last_mut() {
                    item.figures.push(word.clone());
                }
                index += 1;
                continue;
            }
            let spaced = spaced_start(&words[index..]);
            let taken = spaced.unwrap_or(1);
            let begins = has_ordinal(&word.text) || spaced.is_some();
            if begins || items.is_empty() {
                items.push(Item::default());
            }
            if let Some(item) = items.last_mut() {
                item.label
                    .extend(words[index..index + taken].iter().cloned());
            }
            index += taken;
        }
    }
    items
}

/// How many words, put together, begin an item that has no ordinal.
fn spaced_start(words: &[Cell]) -> Option<usize> {
    let mut joined = String::new();
    for (count, word) in (1..=8).zip(words) {
        if is_money(&word.text) {
            return None;
        }
        joined.push_str(&squeeze(&word.text));
        if BARE_STARTS.iter().any(|start| joined.starts_with(start)) || is_class(&joined) {
            return Some(count);
        }
    }
    None
}

/// Whether a text is the name of a 类 of functions, which an expenditure side lists.
fn is_class(text: &str) -> bool {
    text.ends_with("支出")
        && (201..=234)
            .any(|code| official_name(Classification::Function, &code.to_string()) == Some(text))
}

/// Puts items side by side: an income and the expenditure that follows it are one line.
fn pairs(items: Vec<Item>) -> Vec<(Option<Item>, Option<Item>)> {
    let mut pairs: Vec<(Option<Item>, Option<Item>)> = Vec::new();
    let mut has_total = false;
    for item in items {
        // A final account calls the last row of both sides 总计.
        let is_total = meaning_of(&item) == "总计";
        let is_first_total = is_total && !std::mem::replace(&mut has_total, is_total);
        if is_income(&item) || is_first_total {
            pairs.push((Some(item), None));
        } else {
            match pairs.last_mut() {
                Some((Some(_), right @ None)) => *right = Some(item),
                _ => pairs.push((None, Some(item))),
            }
        }
    }
    pairs
}

fn label_of(item: &Item) -> String {
    let text: Vec<&str> = item.label.iter().map(|word| word.text.as_str()).collect();
    name(&text.join(" "))
}

/// The words of an item as they are compared.
fn meaning_of(item: &Item) -> String {
    squeeze(&label_of(item))
}

fn is_income(item: &Item) -> bool {
    let label = meaning_of(item);
    let bare = strip_ordinal(&label);
    if ["年终", "年末", "结转下年"]
        .iter()
        .any(|start| bare.starts_with(start))
        || bare.contains("支出")
    {
        return false;
    }
    bare.contains("收入")
        || ["拨款", "资金", "上年结转", "其中", "用事业基金", "年初结转"]
            .iter()
            .any(|word| bare.contains(word))
        || (bare.contains("一般公共预算") || bare.contains("政府性基金"))
}

/// Lays the figures of the items into the columns of their side, by their own sums and by the
/// total that they add up to.
fn laid(items: &[&Item], shape: &Shape, context: &Context) -> Vec<LaidRow> {
    let is_sum = |item: &Item| {
        let label = meaning_of(item);
        let bare = strip_ordinal(&label);
        bare.starts_with("本年支出") || is_total(&total_name(bare))
    };
    let total = items.iter().position(|item| is_sum(item));
    let rows: Vec<LooseRow> = items
        .iter()
        .map(|item| {
            let amounts = item
                .figures
                .iter()
                .filter_map(|cell| Amount::parse(&cell.text, context.money_unit));
            let (reluctance, grounded) = reluctance::of(&Row::blank(), shape, context);
            LooseRow {
                figures: amounts.map(|amount| amount.ten_thousandths()).collect(),
                parent: total.filter(|_| !is_sum(item) && !is_after_the_year(item)),
                reluctance,
                grounded,
            }
        })
        .collect();
    fit::lay(shape, &rows, 1_000_000)
}

/// Whether an item carries money out of the year: it is no part of 本年支出.
fn is_after_the_year(item: &Item) -> bool {
    let label = meaning_of(item);
    let bare = strip_ordinal(&label);
    ["年终", "年末", "结转"]
        .iter()
        .any(|start| bare.starts_with(start))
}

fn add(
    side: &mut HalfTable,
    ordinal: u32,
    item: &Item,
    columns: &[usize],
    context: &Context,
    part: &mut Part,
) {
    let place = item
        .label
        .first()
        .map_or(Place::default(), |word| word.place);
    let text = label_of(item);
    let text = if is_total(strip_ordinal(&total_name(&text))) {
        total_name(&text)
    } else {
        text
    };
    let label = Cell { text, place };
    let filled: Vec<(usize, &Cell)> = columns.iter().copied().zip(&item.figures).collect();
    if columns.len() < item.figures.len() {
        part.note(
            place,
            &label.text,
            "这一行的数字比栏数多，无法归栏，未收入。",
        );
    }
    side.row(ordinal, &label, &filled, context, part);
}
