/*!
What lies on the text of a page and is none of it: watermarks that run as the text does, lines
drawn through figures that no longer hold, and the raised marks of notes.
*/

use super::{Drawing, Glyph, Length, POINT, Rule};

/// Clears away what lies on the text; says how many figures were struck through.
pub fn clear(drawing: &mut Drawing) -> usize {
    drop_watermarks(&mut drawing.glyphs, &drawing.rules);
    drop_raised(&mut drawing.glyphs);
    drop_struck(drawing)
}

/// What distinguishes one text from another that lies over it: size in points, and colour.
type TextDress = (Length, [u8; 3]);

fn dress(glyph: &Glyph) -> TextDress {
    ((glyph.size + POINT / 2) / POINT, glyph.colour)
}

/// Text of a page never lies over other text, nor over the borders of cells. What does, and is
/// much larger or has another colour than most, or is pale, is a watermark; all of it goes,
/// also where it covers nothing.
fn drop_watermarks(glyphs: &mut Vec<Glyph>, rules: &[Rule]) {
    let mut dresses: Vec<(TextDress, usize)> = Vec::new();
    for glyph in glyphs.iter() {
        let dress = dress(glyph);
        match dresses.iter_mut().find(|(known, _)| *known == dress) {
            Some((_, count)) => *count += 1,
            None => dresses.push((dress, 1)),
        }
    }
    let Some(((most_size, most_colour), _)) = dresses.iter().max_by_key(|(_, count)| *count) else {
        return;
    };
    let is_suspect = |(size, colour): &TextDress| {
        let apart = colour.iter().zip(most_colour);
        let apart: u32 = apart.map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
        size * 2 >= most_size * 3 || apart >= 150
    };
    let suspects: Vec<TextDress> = dresses.iter().map(|(dress, _)| *dress).collect();
    for suspect in suspects.iter().filter(|suspect| is_suspect(suspect)) {
        let (mut lying, mut count) = (0, 0);
        for glyph in glyphs.iter().filter(|glyph| dress(glyph) == *suspect) {
            count += 1;
            let over = |below: &Glyph| dress(below) != *suspect && lies_over(glyph, below);
            lying += usize::from(glyphs.iter().any(over));
        }
        let crosses = || is_pale(suspect.1) && crosses_border(glyphs, suspect, rules);
        if lying * 6 >= count && lying > 0 || crosses() {
            glyphs.retain(|glyph| dress(glyph) != *suspect);
        }
    }
}

/// Whether a colour is nearly that of paper.
fn is_pale(colour: [u8; 3]) -> bool {
    colour.iter().all(|part| *part >= 144)
}

/// Whether text of a dress runs over a vertical line.
fn crosses_border(glyphs: &[Glyph], suspect: &TextDress, rules: &[Rule]) -> bool {
    glyphs.windows(2).any(|pair| {
        let [last, next] = pair else {
            return false;
        };
        let goes_on = last.baseline == next.baseline
            && (next.left - last.right).abs() <= last.size / 4
            && dress(last) == *suspect
            && dress(next) == *suspect;
        let from = i32::midpoint(last.left, last.right);
        let to = i32::midpoint(next.left, next.right);
        let y = last.baseline - last.size / 3;
        let is_between = |rule: &Rule| {
            !rule.horizontal && (from..=to).contains(&rule.at) && (rule.from..=rule.to).contains(&y)
        };
        goes_on && rules.iter().any(is_between)
    })
}

/// Whether a glyph lies over the middle of another that is not its shadow.
fn lies_over(glyph: &Glyph, below: &Glyph) -> bool {
    let middle = i32::midpoint(below.left, below.right);
    let height = below.baseline - below.size * 35 / 100;
    let within = glyph.left < middle
        && middle < glyph.right
        && glyph.baseline - glyph.size * 4 / 5 < height
        && height < glyph.baseline;
    within && !glyph.c.is_whitespace() && !below.c.is_whitespace() && glyph.c != below.c
}

/// Small marks that stand raised or lowered behind a figure or a word point to a note: 65.50¹.
/// Behind a Latin letter they belong to it: m², CO₂.
fn drop_raised(glyphs: &mut Vec<Glyph>) {
    let Some(largest) = glyphs.iter().map(|glyph| glyph.size).max() else {
        return;
    };
    let mut by_right: Vec<usize> = (0..glyphs.len()).collect();
    by_right.sort_by_key(|at| glyphs[*at].right);
    let mut raised: Vec<bool> = vec![false; glyphs.len()];
    for (at, mark) in glyphs.iter().enumerate() {
        let is_written = matches!(mark.c, '¹' | '²' | '³' | '⁰'..='⁹');
        if !is_written && (mark.size * 10 > largest * 8 || !is_of_mark(mark.c)) {
            continue;
        }
        let reach = largest / 4;
        let from = by_right.partition_point(|at| glyphs[*at].right < mark.left - reach);
        let near = by_right[from..].iter().map(|at| &glyphs[*at]);
        let mut near = near.take_while(|glyph| glyph.right <= mark.left + reach);
        raised[at] = near.any(|base| {
            let lift = (base.baseline - mark.baseline).abs();
            let gap = mark.left - base.right;
            let is_small = mark.size * 10 <= base.size * 8;
            (is_written && lift == 0 && base.c.is_ascii_digit() || is_small)
                && (-base.size / 5..=base.size / 4).contains(&gap)
                && (is_written || (base.size / 10..=base.size * 7 / 10).contains(&lift))
                && !base.c.is_ascii_alphabetic()
                && !base.c.is_whitespace()
        });
    }
    // A mark of several characters: the rest of them follows the first.
    let mut order: Vec<usize> = (0..glyphs.len()).collect();
    order.sort_by_key(|at| glyphs[*at].left);
    for at in order {
        let mark = glyphs[at];
        let follows = |base: &usize| {
            let first = &glyphs[*base];
            raised[*base]
                && first.baseline == mark.baseline
                && first.size == mark.size
                && (mark.left - first.right).abs() <= mark.size / 4
        };
        if !raised[at] && is_of_mark(mark.c) && mark.size * 10 <= largest * 8 {
            let from =
                by_right.partition_point(|other| glyphs[*other].right < mark.left - mark.size);
            let near = by_right[from..].iter();
            let mut near = near.take_while(|other| glyphs[**other].right <= mark.left + mark.size);
            raised[at] = near.any(follows);
        }
    }
    let mut of_glyph = raised.into_iter();
    glyphs.retain(|_| of_glyph.next() == Some(false));
}

fn is_of_mark(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '*' | '＊' | '※' | '†' | '‡' | ',' | '(' | ')' | '[' | ']' | '〔' | '〕' | '注' | 'a'
                ..='e'
        )
        || matches!(c, '①'..='⑳' | '（' | '）')
}

/// A line through the middle of figures, as long as they are, strikes them; it is no border.
fn drop_struck(drawing: &mut Drawing) -> usize {
    let glyphs = &drawing.glyphs;
    let mut by_baseline: Vec<usize> = (0..glyphs.len()).collect();
    by_baseline.sort_by_key(|at| glyphs[*at].baseline);
    let largest = glyphs.iter().map(|glyph| glyph.size).max().unwrap_or(0);
    let mut struck = vec![false; glyphs.len()];
    let mut figures = 0;
    let is_strike = |rule: &Rule, struck: &mut [bool], figures: &mut usize| {
        let from = by_baseline.partition_point(|at| glyphs[*at].baseline < rule.at);
        let near = by_baseline[from..].iter().copied();
        let near = near.take_while(|at| glyphs[*at].baseline <= rule.at + largest / 2);
        let under: Vec<usize> = near.filter(|at| is_through(rule, &glyphs[*at])).collect();
        let left = under.iter().map(|at| glyphs[*at].left).min();
        let right = under.iter().map(|at| glyphs[*at].right).max();
        let (Some(left), Some(right), Some(first)) = (left, right, under.first()) else {
            return false;
        };
        let slack = glyphs[*first].size * 6 / 10;
        let fits = rule.from >= left - slack && rule.to <= right + slack;
        if !fits || under.len() < 2 || touches_vertical(rule, &drawing.rules) {
            return false;
        }
        *figures += usize::from(under.iter().any(|at| glyphs[*at].c.is_ascii_digit()));
        for at in under {
            struck[at] = true;
        }
        true
    };
    let strikes: Vec<bool> = drawing
        .rules
        .iter()
        .map(|rule| rule.horizontal && is_strike(rule, &mut struck, &mut figures))
        .collect();
    let mut of_rule = strikes.into_iter();
    drawing.rules.retain(|_| of_rule.next() == Some(false));
    let mut of_glyph = struck.into_iter();
    drawing.glyphs.retain(|_| of_glyph.next() == Some(false));
    figures
}

/// Whether a line runs through the middle of a glyph; through a dash everything does.
fn is_through(rule: &Rule, glyph: &Glyph) -> bool {
    let above = glyph.baseline - rule.at;
    let middle = i32::midpoint(glyph.left, glyph.right);
    (glyph.size * 15 / 100..=glyph.size * 50 / 100).contains(&above)
        && rule.from <= middle
        && middle <= rule.to
        && !matches!(glyph.c, '-' | '－' | '—' | '–' | '一' | '_')
        && !glyph.c.is_whitespace()
}

/// Whether a line ends at a vertical one: a border does.
fn touches_vertical(rule: &Rule, rules: &[Rule]) -> bool {
    rules.iter().any(|other| {
        let at_end = |x: Length| (other.at - x).abs() <= POINT;
        !other.horizontal
            && (other.from - POINT..=other.to + POINT).contains(&rule.at)
            && (at_end(rule.from) || at_end(rule.to))
    })
}
