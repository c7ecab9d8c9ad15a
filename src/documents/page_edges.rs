/*!
What a page prints above and below its text. Of that the unit of money belongs to the tables.
*/

/// The unit of money that is printed above or below each page; its codes (`&R`, `&"宋体"`, `&10`)
/// are left out.
pub fn page_unit(page_text: &str) -> Option<String> {
    let (_, after) = page_text.split_once("单位")?;
    let words: String = after
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, ':' | '：' | '（' | '('))
        .take_while(|c| *c != '&')
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
        ] {
            assert_eq!(page_unit(page).as_deref(), unit, "{page}");
        }
    }
}
