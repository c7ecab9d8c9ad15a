/*!
What a page prints above and below its text. Of that the unit of money belongs to the tables.
*/

/// The unit of money that is printed above or below each page; its codes (`&R`, `&"宋体"`, `&10`)
/// are left out.
pub fn page_unit(page_text: &str) -> Option<String> {
    units(page_text).next()
}

/// The units of money that are printed above or below pages, each once.
pub fn page_units(page_text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for unit in units(page_text) {
        if !found.contains(&unit) {
            found.push(unit);
        }
    }
    found
}

fn units(page_text: &str) -> impl Iterator<Item = String> {
    let words = page_text.match_indices("单位");
    words.filter_map(|(at, word)| unit_behind(&page_text[at + word.len()..]))
}

fn unit_behind(text: &str) -> Option<String> {
    /// The name of a unit is no longer.
    const LONGEST: usize = 16;
    let words: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '（' | '('))
        .take_while(|c| *c != '&')
        .take(LONGEST)
        .collect();
    let words = words.strip_prefix("人民币").unwrap_or(&words);
    let (unit, _) = words.split_once('元')?;
    let is_unit = unit.chars().all(|c| "十百千万亿".contains(c));
    is_unit.then(|| format!("单位：{unit}元"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_pages() {
        for (page, unit) in [
            ("&R单位：元", Some("单位：元")),
            (
                "&L&\"宋体\"表&C公开03表&R&10金额单位: 人民币万元&P",
                Some("单位：万元"),
            ),
            ("&L单位：某局", None),
            ("&P/&N", None),
            ("编制单位：某局　金额单位：元", Some("单位：元")),
        ] {
            assert_eq!(page_unit(page).as_deref(), unit, "{page}");
        }
    }

    #[test]
    fn pages_of_several_units() {
        let units = page_units("单位：元\n单位：万元\n单位：元\n");
        assert_eq!(units, ["单位：元", "单位：万元"]);
    }
}
