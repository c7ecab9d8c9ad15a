/*!
Lines above a total: which are its addends, and which stand under one of the others.

Paper says it by ordinals (一、（一）1.), by 其中, by indentation that a file may lose, or not at
all. A *reading* covers some lines by a line above them. Ordinals and 其中 decide alone; a
line without either may stand under a line above it where the lines covered add up to that
one. A total is wrong only where no reading of the lines satisfies it: a heading counts
once, by what adds up and not by its name.

```text
一、财政拨款        100     covers the next two by their ordinals
  1.一般公共预算     70
  2.政府性基金       30
三、单位资金         8     covers the next two because 8 = 3 + 5
  事业收入           3
  其他收入           5
本年收入合计        108
```
*/

/// A line with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutlineLine {
    /// The depth that its ordinal tells: 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）; none
    /// without.
    pub level: Option<u8>,
    /// Whether it begins with 其中 and so is never an addend.
    pub is_within: bool,
    /// Its value.
    pub value: i128,
    /// One unit in its last place.
    pub ulp: i128,
}

/// A line and the lines right under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The line above.
    pub head: usize,
    /// The outermost lines under it.
    pub below: Vec<usize>,
    /// How sure it is that these are all its parts.
    pub ground: Ground,
}

/// Why lines are read as standing under another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Their ordinals say so.
    Ordinals,
    /// They add up to it.
    Sum,
    /// 其中, or nothing but that the total holds so.
    Portion,
}

/// One way to read the lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutlineReading {
    /// The lines that are no other's parts.
    pub tops: Vec<usize>,
    /// The lines that have parts.
    pub covers: Vec<Cover>,
}

/// Readings are looked for up to this number.
const MOST_READINGS: usize = 64;

/// The depth that a printed label's ordinal tells.
pub fn level_of(label: &str) -> Option<u8> {
    let label = label.trim_start_matches([' ', '　', '\t', '*', '-', '•']);
    let is_numeral = |c: char| "一二三四五六七八九十百〇零".contains(c);
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let (inner, in_brackets) = match label.strip_prefix(['（', '(']) {
        Some(inner) => (inner, true),
        None => (label, false),
    };
    let after = |is: &dyn Fn(char) -> bool| {
        let rest = inner.trim_start_matches(is);
        (rest.len() < inner.len()).then_some(rest)
    };
    let (rest, level) = match (after(&is_numeral), after(&is_digit)) {
        (Some(rest), _) => (rest, 1),
        (None, Some(rest)) => (rest, 3),
        (None, None) => return None,
    };
    let rest = rest.trim_start();
    let ends = if in_brackets {
        rest.starts_with(['）', ')'])
    } else {
        // 1.5 is a number and no ordinal.
        let after = rest.strip_prefix(['、', '.', '．']);
        after.is_some_and(|after| !after.starts_with(is_digit))
    };
    ends.then_some(if in_brackets { level + 1 } else { level })
}

/// Every reading of the lines, those that cover the most first.
pub fn readings(lines: &[OutlineLine]) -> Vec<OutlineReading> {
    let mut blocks: Vec<Vec<OutlineBlock>> = vec![Vec::new(); lines.len()];
    for head in (0..lines.len()).rev() {
        blocks[head] = blocks_of(lines, head, &blocks);
    }
    let mut found = Vec::new();
    divide(&blocks, 0, lines.len(), &mut Vec::new(), &mut found);
    found
        .iter()
        .map(|division| reading(&blocks, division))
        .collect()
}

/// A line and where what it covers ends.
#[derive(Debug, Clone)]
struct OutlineBlock {
    end: usize,
    /// The blocks right under the line, by their line and choice.
    below: Vec<(usize, usize)>,
    ground: Ground,
}

/// Whether the ordinals of two lines let the one stand under the other.
fn may_cover(head: &OutlineLine, line: &OutlineLine) -> bool {
    match (head.level, line.level) {
        (Some(head), Some(line)) => line > head,
        // 年初结转和结余 above 一、一般公共预算: a line without an ordinal may divide the table.
        (None, Some(_)) | (_, None) => true,
    }
}

/// The ways in which a line covers lines below it, `blocks` being those of the lines below.
fn blocks_of(
    lines: &[OutlineLine],
    head: usize,
    blocks: &[Vec<OutlineBlock>],
) -> Vec<OutlineBlock> {
    let above = &lines[head];
    if above.is_within {
        return Vec::new();
    }
    let below = lines[head + 1..].iter();
    let farthest = head + 1 + below.take_while(|line| may_cover(above, line)).count();
    let is_forced = |line: &OutlineLine| above.level.is_some() && line.level.is_some();
    let within = lines[head + 1..farthest]
        .iter()
        .take_while(|line| line.is_within)
        .count();
    let forced = lines[head + 1..farthest].iter().rposition(is_forced);
    let nearest = head + 1 + forced.map_or(0, |last| last + 1).max(within);
    let mut found = Vec::new();
    for end in (nearest..=farthest).rev() {
        if end == head + 1 {
            let (below, ground) = (Vec::new(), Ground::Sum);
            found.push(OutlineBlock { end, below, ground });
        } else if within > 0 {
            found.extend(portion(lines, head, end));
        } else {
            let is_ordered = forced.is_some() && end == nearest;
            found.extend(covered(lines, (head, end), blocks, is_ordered));
        }
    }
    found
}

/// 其中 lines and those that go on with them, which need not be all of the line above.
fn portion(lines: &[OutlineLine], head: usize, end: usize) -> Option<OutlineBlock> {
    let below = &lines[head + 1..end];
    let sum: i128 = below.iter().map(|line| line.value).sum();
    let is_less = below.iter().all(|line| line.is_within) || sum <= lines[head].value;
    is_less.then_some(OutlineBlock {
        end,
        below: Vec::new(),
        ground: Ground::Portion,
    })
}

/// The lines up to `end` under a line whose parts they add up to, or have to by their ordinals.
fn covered(
    lines: &[OutlineLine],
    (head, end): (usize, usize),
    blocks: &[Vec<OutlineBlock>],
    is_ordered: bool,
) -> Option<OutlineBlock> {
    let mut divisions = Vec::new();
    divide(blocks, head + 1, end, &mut Vec::new(), &mut divisions);
    let adds_up = |division: &&Vec<(usize, usize)>| {
        let parts = division.iter().map(|(line, _)| &lines[*line]);
        let (sum, ulp) = parts.fold((0, lines[head].ulp), |(sum, ulp), line| {
            (sum + line.value, ulp + line.ulp)
        });
        (lines[head].value - sum).abs() * 2 <= ulp
    };
    let sum = divisions.iter().find(adds_up).cloned();
    let ground = if is_ordered {
        Ground::Ordinals
    } else {
        Ground::Sum
    };
    let below = match sum {
        Some(below) => below,
        None if is_ordered => divisions.into_iter().next()?,
        None => return None,
    };
    Some(OutlineBlock { end, below, ground })
}

/// The ways to divide lines into blocks that stand one after another.
fn divide(
    blocks: &[Vec<OutlineBlock>],
    from: usize,
    to: usize,
    before: &mut Vec<(usize, usize)>,
    found: &mut Vec<Vec<(usize, usize)>>,
) {
    if found.len() >= MOST_READINGS {
        return;
    }
    if from == to {
        found.push(before.clone());
        return;
    }
    for (choice, block) in blocks[from].iter().enumerate() {
        if block.end <= to {
            before.push((from, choice));
            divide(blocks, block.end, to, before, found);
            before.pop();
        }
    }
}

fn reading(blocks: &[Vec<OutlineBlock>], division: &[(usize, usize)]) -> OutlineReading {
    let mut read = OutlineReading::default();
    for (line, choice) in division {
        read.tops.push(*line);
        collect_covers(blocks, (*line, *choice), &mut read.covers);
    }
    read
}

fn collect_covers(
    blocks: &[Vec<OutlineBlock>],
    (head, choice): (usize, usize),
    covers: &mut Vec<Cover>,
) {
    let Some(block) = blocks[head].get(choice) else {
        return;
    };
    if block.end > head + 1 {
        covers.push(Cover {
            head,
            below: block.below.iter().map(|(line, _)| *line).collect(),
            ground: block.ground,
        });
    }
    for below in &block.below {
        collect_covers(blocks, *below, covers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(printed: &[(&str, i128)]) -> Vec<OutlineLine> {
        printed
            .iter()
            .map(|(label, value)| OutlineLine {
                level: level_of(label),
                is_within: label.starts_with("其中"),
                value: *value,
                ulp: 0,
            })
            .collect()
    }

    fn sums(printed: &[(&str, i128)]) -> Vec<i128> {
        let lines = lines(printed);
        let sum = |reading: &OutlineReading| reading.tops.iter().map(|top| lines[*top].value).sum();
        readings(&lines).iter().map(sum).collect()
    }

    #[test]
    fn ordinals_tell_the_level() {
        for (label, expected) in [
            ("一、财政拨款", Some(1)),
            ("（一）一般公共预算", Some(2)),
            ("1.一般公共预算", Some(3)),
            ("２．政府性基金", Some(3)),
            ("（1）运行维护费", Some(4)),
            ("事业收入", None),
            ("1.5倍", None),
            ("三公经费", None),
        ] {
            assert_eq!(level_of(label), expected, "{label}");
        }
    }

    #[test]
    fn what_stands_under_a_line_is_counted_once() {
        let printed = [
            ("一、财政拨款", 100),
            ("1.一般公共预算", 70),
            ("2.政府性基金", 30),
            ("三、单位资金", 8),
            ("事业收入", 3),
            ("其他收入", 5),
        ];
        assert_eq!(sums(&printed).first(), Some(&108));
        // By their ordinals the two are parts of the first, whether they add up or not.
        assert!(!sums(&printed).contains(&208));
        assert!(sums(&printed).contains(&116));
    }

    #[test]
    fn one_part_alone_may_be_the_whole() {
        let printed = [
            ("本年收入合计", 2037),
            ("年初结转", 171),
            ("一般公共预算", 171),
        ];
        assert!(sums(&printed).contains(&2208));
    }

    #[test]
    fn portions_are_no_addends() {
        let printed = [
            ("财政拨款", 100),
            ("其中：一般公共预算", 60),
            ("政府性基金", 30),
            ("其他", 5),
        ];
        assert!(sums(&printed).contains(&105));
        assert!(!sums(&printed).contains(&165));
    }
}
