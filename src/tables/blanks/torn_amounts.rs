/*!
Amounts that a narrow cell tears over two lines: `3,938.0` and the `5` below it.

An amount that lacks decimals which the others of the page have may be torn, where the digits that it lacks stand
below it. So may two rows be printed whose zeros are left out, 2.5 above 5: a row has labels. The halves stand on lines of
which one has none, or around the line with the code, and the lower holds nothing but halves. The amount goes to the line between them, on which the rest
of its row stands, or to the one of both that names the row.
*/

use super::PageRow;
use super::token::{Token, is_broken, is_number};

/// How many lines below its first half the second may stand: those of the row lie between.
const FARTHEST: usize = 2;

/// Puts the torn amounts of a page together; whether there are any.
pub fn join(body: &mut [PageRow]) -> bool {
    let torn = join_broken(body);
    let mut are_torn = !torn.is_empty();
    let Some(decimals) = most_decimals(body) else {
        return are_torn;
    };
    for row in 0..body.len() {
        let mut word = 0;
        while word < body[row].words.len() {
            let half = second_half(body, (row, word), decimals);
            // Where one cell of the page is too narrow for its amount, so may others be.
            let is_torn = |below: usize| {
                torn.contains(&(row, below))
                    || !torn.is_empty() && are_all_ends(&body[below], decimals)
                    || are_halves(&body[row..=below], decimals)
            };
            match half.filter(|(below, _)| is_torn(*below)) {
                Some((below, rest)) => {
                    join_halves(body, (row, word), (below, rest));
                    are_torn = true;
                }
                None => word += 1,
            }
        }
    }
    are_torn
}

/// Puts amounts together that break off in their thousands or at their point: no number ends so, and what it lacks
/// stands below it, or is the same one of as many in a line that is set wider. A code beside them, in a cell as narrow, is
/// torn between the same lines; between which, is said.
fn join_broken(body: &mut [PageRow]) -> Vec<(usize, usize)> {
    let mut torn = Vec::new();
    for row in 0..body.len() {
        while let Some((word, (below, rest))) = touching(body, row).or_else(|| in_order(body, row))
        {
            let (end, is_aside) = {
                let end = &body[below].words[rest];
                ((end.left, end.right), !body[row].words[word].touches(end))
            };
            let whole = join_halves(body, (row, word), (below, rest));
            if is_aside {
                // The end of an amount stands at the right of its cell; its beginning is pushed aside.
                (whole.left, whole.right) = end;
                whole.is_apart = false;
            }
            join_codes(body, row, below);
            torn.push((row, below));
        }
    }
    torn
}

/// The first broken number of a row and the first number of the line below, where all of them complete each other in
/// order.
fn in_order(body: &[PageRow], row: usize) -> Option<(usize, (usize, usize))> {
    let numbers = |row: usize, is_such: fn(&str) -> bool| -> Vec<usize> {
        let words = body[row].words.iter().enumerate();
        let such = words.filter(|(_, word)| is_such(word.text()));
        such.map(|(at, _)| at).collect()
    };
    let broken = numbers(row, is_broken);
    let (below, _) = below(row, body, Token::is_number)?;
    let rests = numbers(below, |text| is_number(text) && !is_broken(text));
    let complete = |(word, rest): (&usize, &usize)| {
        is_rest(
            body[row].words[*word].text(),
            body[below].words[*rest].text(),
        )
    };
    let are_all = broken.len() == rests.len() && broken.iter().zip(&rests).all(complete);
    are_all.then_some((*broken.first()?, (below, *rests.first()?)))
}

/// A broken number of a row and what completes it right below.
fn touching(body: &[PageRow], row: usize) -> Option<(usize, (usize, usize))> {
    let mut words = body[row].words.iter().enumerate();
    words.find_map(|(word, first)| {
        let completes = |token: &Token| first.touches(token) && is_rest(first.text(), token.text());
        Some((word, below(row, body, completes)?))
    })
}

/// Whether a number is what another lacks that breaks off.
fn is_rest(broken: &str, rest: &str) -> bool {
    let digits = rest.split(['.', ',']).next().unwrap_or_default();
    let group = broken.rsplit(',').next().unwrap_or_default();
    let completes = match broken.ends_with('.') {
        true => digits.len() == rest.len(),
        false => digits.len() + group.len() == 3,
    };
    is_broken(broken) && is_number(rest) && completes
}

/// The nearest word below one, without a blank line between.
fn below(row: usize, body: &[PageRow], is_such: impl Fn(&Token) -> bool) -> Option<(usize, usize)> {
    let lines = body.iter().enumerate().skip(row + 1).take(FARTHEST);
    let mut near = lines.take_while(|(at, line)| line.at - body[row].at == at - row);
    near.find_map(|(at, line)| Some((at, line.words.iter().position(&is_such)?)))
}

/// Puts the digits of a code together that are torn between two lines: 20 above 8.
fn join_codes(body: &mut [PageRow], row: usize, below: usize) {
    let is_part = |token: &Token| token.is_whole() && token.text().len() < 3;
    let pair = body[row].words.iter().enumerate().find_map(|(at, upper)| {
        let mut lower = body[below].words.iter();
        let is_rest = |lower: &Token| {
            is_part(lower)
                && upper.left == lower.left
                && upper.text().len() + lower.text().len() == 3
        };
        Some((at, lower.position(is_rest)?)).filter(|_| is_part(upper))
    });
    if let Some((word, rest)) = pair {
        join_halves(body, (row, word), (below, rest));
    }
}

/// With how many decimals the amounts are printed that have most.
fn most_decimals(body: &[PageRow]) -> Option<usize> {
    let words = body.iter().flat_map(|row| &row.words);
    let most = words.filter_map(|word| decimals(word.text())).max();
    most.filter(|most| *most > 0)
}

/// Whether the first and the last of some lines can be the halves of one row: the numbers of the lower are too short to
/// be amounts, and one has no label, or the code and the rest of the row stand between them.
fn are_halves(lines: &[PageRow], most: usize) -> bool {
    let [upper, between @ .., lower] = lines else {
        return false;
    };
    let is_end = |word: &Token| is_end(word, most);
    let is_bare = |row: &PageRow| {
        row.words
            .iter()
            .all(|word| is_end(word) || decimals(word.text()).is_some())
    };
    let has_code = |row: &PageRow| row.words.first().is_some_and(Token::is_whole);
    let is_named = |row: &PageRow| row.words.first().is_some_and(|word| !word.is_number());
    let is_around = between.iter().any(has_code) && is_named(upper) && is_named(lower);
    are_all_ends(lower, most) && (is_bare(upper) || is_bare(lower) || is_around)
}

/// Whether the numbers of a line are too short to be amounts.
fn are_all_ends(line: &PageRow, most: usize) -> bool {
    let mut numbers = line.words.iter().filter(|word| word.is_number());
    numbers.all(|word| is_end(word, most))
}

fn is_end(word: &Token, most: usize) -> bool {
    let digits = word.text().trim_start_matches('.');
    digits.len() <= most && digits.bytes().all(|b| b.is_ascii_digit())
}

/// How many decimals a number prints; none without a point.
fn decimals(text: &str) -> Option<usize> {
    let (whole, decimals) = text.split_once('.')?;
    let whole = whole.trim_start_matches(['-', '－', '−']);
    let are_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (!whole.is_empty() && are_digits(&whole.replace(',', "")) && are_digits(decimals))
        .then_some(decimals.len())
}

/// Where the digits stand that an amount lacks.
fn second_half(
    body: &[PageRow],
    (row, word): (usize, usize),
    usual: usize,
) -> Option<(usize, usize)> {
    let first = &body[row].words[word];
    let is_whole = first.is_number() && decimals(first.text()).is_none();
    // 169,578 above .71
    let (point, lacking) = match decimals(first.text()) {
        Some(count) if count < usual => ("", usual - count),
        None if is_whole => (".", usual),
        _ => return None,
    };
    let (below, at) = below(row, body, |token| first.touches(token))?;
    let rest = body[below].words[at].text();
    let is_rest = rest.strip_prefix(point).is_some_and(|digits| {
        digits.len() == lacking && digits.bytes().all(|b| b.is_ascii_digit())
    });
    is_rest.then_some((below, at))
}

/// Puts the halves together, into the row that they belong to.
fn join_halves(
    body: &mut [PageRow],
    (row, word): (usize, usize),
    (below, rest): (usize, usize),
) -> &mut Token {
    let rest = body[below].words.remove(rest);
    let mut whole = body[row].words.remove(word);
    whole.cell.text.push_str(rest.text());
    whole.left = whole.left.min(rest.left);
    whole.right = whole.right.max(rest.right);
    let has_amounts = |row: &PageRow| row.words.iter().any(|word| decimals(word.text()).is_some());
    let home = if below > row + 1 || !has_amounts(&body[row]) && has_amounts(&body[below]) {
        row + 1
    } else {
        row
    };
    let words = &mut body[home].words;
    let place = words.partition_point(|word| word.left < whole.left);
    words.insert(place, whole);
    &mut words[place]
}

#[cfg(test)]
mod tests {
    use super::super::token::{Ruler, tokens};
    use super::*;
    use crate::tables::pages::lines;

    fn joined(text: &str) -> Vec<Vec<String>> {
        let row = |(at, line)| PageRow {
            at,
            words: tokens(line, Ruler::Characters, false).unwrap_or_default(),
        };
        let lines = lines(text);
        let mut body: Vec<PageRow> = lines.iter().enumerate().map(row).collect();
        join(&mut body);
        let texts = |row: PageRow| row.words.into_iter().map(|word| word.cell.text).collect();
        body.into_iter().map(texts).collect()
    }

    #[test]
    fn halves_around_their_row() {
        let rows = joined(
            "              3,938.0    3,890.8\n\
             合计                               66.54   47.16\n\
             \u{20}                   5          9\n\
             208  社会      186.01     186.01",
        );
        assert_eq!(rows[1], ["合计", "3,938.05", "3,890.89", "66.54", "47.16"]);
        assert!(rows[0].is_empty() && rows[2].is_empty());
    }

    #[test]
    fn thousands_and_codes_break_off_around_their_row() {
        let rows = joined(
            "20                        32,271,0   157,125,\n\
             \u{20}  05 01 行政运行\n\
             4                            55.25     292.00",
        );
        let whole = [
            "204",
            "05",
            "01",
            "行政运行",
            "32,271,055.25",
            "157,125,292.00",
        ];
        assert_eq!(rows[1], whole);
        assert!(rows[0].is_empty() && rows[2].is_empty());
    }

    #[test]
    fn what_breaks_off_at_its_point_tells_of_the_others_of_its_row() {
        let rows = joined(
            "年初结转和结 8,955,236. 年末结转和结    241,748.5\n\
             余              96 余                 4\n\
             总计     159,214,016.38",
        );
        let whole = ["年初结转和结", "8,955,236.96", "年末结转和结", "241,748.54"];
        assert_eq!(rows[0], whole);
        assert_eq!(rows[1], ["余", "余"]);
    }

    #[test]
    fn halves_beside_the_halves_of_a_name() {
        let rows = joined(
            "        其他卫生健康   430.5    0.00\n\
             2100199                      95.87\n\
             \u{20}       管理事务       4\n\
             21004   公共卫生      88.35   88.35",
        );
        assert_eq!(rows[1], ["2100199", "430.54", "95.87"]);
        assert_eq!(rows[2], ["管理事务"]);
    }

    #[test]
    fn the_point_goes_with_the_second_half() {
        let rows = joined(
            "合计    169,578    12.25\n\
             \u{20}           .71\n\
             水费      12.25",
        );
        assert_eq!(rows[0], ["合计", "169,578.71", "12.25"]);
    }

    #[test]
    fn rows_without_zeros_stay() {
        let rows = joined(
            "2130305 水利工程建设    2.5     2.5\n\
             2130306 水利工程维护      5       5\n\
             2130399 其他       40.25   40.25",
        );
        assert_eq!(rows[0][2..], ["2.5", "2.5"]);
        assert_eq!(rows[1][2..], ["5", "5"]);
    }

    #[test]
    fn what_stands_below_by_chance_stays() {
        let rows = joined(
            "合计   3,938.5   3\n\
             办公费     12.25   5\n\
             印刷费     12.25\n\
             水费       12.25",
        );
        assert_eq!(rows[0], ["合计", "3,938.5", "3"]);
        assert_eq!(rows[1], ["办公费", "12.25", "5"]);
    }
}
