/*!
单位预算项目绩效目标表 whose text lost its columns: names and values of indicators under
four 一级指标, each wrapped in its own narrow column.

Three things are left to go by. A cell wraps only where its column is full, so all
its lines but the last are about equally long. Names and values take turns, and most
values look like values. And each 一级指标 has its own column width. The cheapest
division of the words by these rules is the reading.
*/

use crate::budget::{Amount, Origin, Place, RowKind};
use crate::records::context::Context;
use crate::records::goals::indicator_pairs::{MONEY, of_pair, row_for};
use crate::records::goals::indicator_value::split;
use crate::records::goals::pair::{Pair, joined, line_widths};
use crate::records::goals::pair_levels::levels_of;
use crate::records::header::shape::{Leaf, Shape, Sum};
use crate::records::money::collapsed::divide;
use crate::records::money::words::words;
use crate::records::table::{Part, figure};
use crate::tables::grid::is_money;
use crate::tables::lines::squeeze;
use crate::tables::{Cell, Line};

/// Reads the rows of a table; says so where it has no such rows.
pub fn read(lines: &[Line], context: &Context, part: &mut Part) {
    let (header, body) = divide(lines);
    let header: String = header.iter().map(Line::squeezed).collect();
    if body.is_empty() || header.matches("三级指标").count() < 2 {
        part.note(
            part.table.place,
            "",
            "这种绩效目标表丢失了栏位，读不出指标。",
        );
        return;
    }
    for measure in &MONEY {
        part.has_measure(*measure);
    }
    let blocks = blocks(body);
    let divided: Vec<Vec<Pair>> = blocks
        .iter()
        .map(|block| pairs(&block.indicators))
        .collect();
    let levels = levels_of(&divided);
    for (ordinal, (block, (pairs, levels))) in
        (1..).zip(blocks.iter().zip(divided.iter().zip(levels)))
    {
        let index = part.table.rows.len();
        let mut row = row_for(block.code.text.clone(), joined(&block.name), context);
        row.ordinal = ordinal;
        row.place = block.code.place;
        let is_project = row.kind == RowKind::Project;
        part.table.rows.push(row);
        lay_money(index, &block.money, context, part);
        for (pair, level) in pairs.iter().zip(levels) {
            let place = Place::line(pair.name[0].place.line);
            let indicator = of_pair(
                level,
                &joined(&pair.name),
                &as_printed(&pair.value),
                is_project.then_some(index),
                place,
            );
            part.indicators.push(indicator);
        }
    }
}

/// A project's words: code, name, money, then its indicators.
#[derive(Debug, Default)]
struct Block {
    code: Cell,
    name: Vec<Cell>,
    money: Vec<Cell>,
    indicators: Vec<Cell>,
}

fn blocks(body: &[Line]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in body {
        let words = words(line);
        let alone = words.len() == 1;
        for word in words {
            if alone
                && word.text.len() >= UNIT_CODE
                && word.text.bytes().all(|b| b.is_ascii_digit())
            {
                blocks.push(Block {
                    code: word,
                    ..Block::default()
                });
                continue;
            }
            let Some(block) = blocks.last_mut() else {
                continue;
            };
            if block.indicators.is_empty() && is_money(&word.text) {
                block.money.push(word);
            } else if block.money.is_empty() {
                block.name.push(word);
            } else {
                block.indicators.push(word);
            }
        }
    }
    blocks
}

fn lay_money(index: usize, money: &[Cell], context: &Context, part: &mut Part) {
    let leaves = MONEY
        .iter()
        .map(|measure| Leaf {
            measure: *measure,
            last_year: false,
        })
        .collect();
    let shape = Shape {
        leaves,
        sums: vec![Sum {
            whole: 0,
            parts: vec![1, 2, 3],
        }],
        within: Vec::new(),
    };
    let amounts: Vec<Amount> = money
        .iter()
        .filter_map(|cell| Amount::parse(&cell.text, context.money_unit))
        .collect();
    let row = crate::records::fitting::loose_row::LooseRow {
        figures: amounts.iter().map(Amount::ten_thousandths).collect(),
        parent: None,
        reluctance: vec![0, 0, 1, 1],
        grounded: true,
    };
    let laid = crate::records::fitting::fit::lay(&shape, &[row], 1_000_000);
    for ((cell, amount), &column) in money.iter().zip(amounts).zip(&laid[0].columns) {
        let found = figure(
            &shape.leaves[column],
            amount,
            cell.place,
            Origin::Printed,
            context,
        );
        part.table.rows[index].figures.push(found);
    }
}

/// A value as it stood: gaps of a line stay, wrapping goes.
fn as_printed(words: &[Cell]) -> String {
    let mut text = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 && words[at - 1].place.line == word.place.line {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// Digits of the code of a unit or a project at least; shorter numbers are values.
const UNIT_CODE: usize = 6;

/// No cell of these tables has more words.
const LONGEST_CELL: usize = 14;

/// Divides the words of one project into names and values, at the least cost.
fn pairs(words: &[Cell]) -> Vec<Pair> {
    let count = words.len();
    // best[i][t]: the cheapest division of the first i words whose last cell is a name (0)
    // or a value (1), and where that cell begins.
    let mut best = vec![[(u32::MAX, 0usize); 2]; count + 1];
    best[0][1] = (0, 0);
    for end in 1..=count {
        for start in end.saturating_sub(LONGEST_CELL)..end {
            let cell = &words[start..end];
            let wrapping = wrapping_cost(cell);
            for (kind, own) in [name_cost(cell), value_cost(cell)].into_iter().enumerate() {
                let before = best[start][1 - kind].0;
                let cost = before.saturating_add(wrapping).saturating_add(own);
                if before != u32::MAX && cost < best[end][kind].0 {
                    best[end][kind] = (cost, start);
                }
            }
        }
    }
    trace(words, &best)
}

fn trace(words: &[Cell], best: &[[(u32, usize); 2]]) -> Vec<Pair> {
    let mut cells = Vec::new();
    let (mut end, mut kind) = (words.len(), 1);
    if best[end][1].0 == u32::MAX {
        return Vec::new();
    }
    while end > 0 {
        let start = best[end][kind].1;
        cells.push(words[start..end].to_vec());
        (end, kind) = (start, 1 - kind);
    }
    cells.reverse();
    let mut cells = cells.into_iter();
    let mut pairs = Vec::new();
    while let (Some(name), Some(value)) = (cells.next(), cells.next()) {
        pairs.push(Pair { name, value });
    }
    pairs
}

/// What it costs to take words for one cell: a line that is shorter than the cell is wide
/// would not have wrapped; words beside each other are mostly two cells; lines without a
/// blank line between them are two cells.
fn wrapping_cost(cell: &[Cell]) -> u32 {
    let widths = line_widths(cell);
    let widest = widths.iter().copied().max().unwrap_or(0);
    let short: usize = widths[..widths.len() - 1]
        .iter()
        .map(|width| widest.saturating_sub(width + 1))
        .sum();
    let mut cost = 2 * u32::try_from(short).unwrap_or(u32::MAX / 4);
    for pair in cell.windows(2) {
        cost += match pair[1].place.line - pair[0].place.line {
            0 if is_number(&pair[0].text) => 0,
            0 => 3,
            1 => 6,
            _ => 0,
        };
    }
    cost
}

fn is_number(word: &str) -> bool {
    let value = split(word);
    value.value.starts_with(|c: char| c.is_ascii_digit())
}

fn looks_like_value(text: &str) -> bool {
    let value = split(text);
    value.operator.is_some()
        || value.value.starts_with(|c: char| c.is_ascii_digit()) && value.value != squeeze(text)
        || value.value.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !value.value.is_empty()
}

/// The last characters of indicators' names.
const NAME_ENDS: &[char] = &[
    '率', '数', '度', '费', '性', '量', '面', '额', '况', '平', '本', '力', '感', '间', '象', '人',
    '员',
];

/// Words that begin a value in words (有所提高, 持续有效) and end no name.
const VALUE_STARTS: &[&str] = &[
    "有所",
    "较",
    "持续",
    "逐步",
    "普遍",
    "明显",
    "显著",
    "进一步",
    "基本",
    "不断",
    "有效",
    "全面",
];

fn name_cost(cell: &[Cell]) -> u32 {
    let text = joined(cell);
    let length = text.chars().count();
    let as_value = if looks_like_value(&text) { 20 } else { 0 };
    let too_short = match length {
        0 | 1 => 12,
        2 => 6,
        _ => 0,
    };
    let torn = if VALUE_STARTS.iter().any(|start| text.ends_with(start)) {
        4
    } else {
        0
    };
    as_value + too_short + torn + u32::from(!text.ends_with(NAME_ENDS))
}

fn value_cost(cell: &[Cell]) -> u32 {
    let text = joined(cell);
    if looks_like_value(&text) {
        return if text.chars().count() > 12 { 6 } else { 0 };
    }
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX / 4);
    let like_a_name = if length > 2 && text.ends_with(NAME_ENDS) {
        4
    } else {
        0
    };
    2 + 2 * length.saturating_sub(4) + like_a_name
}
