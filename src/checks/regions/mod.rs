/*!
Whose region a unit's name says: 上海市普陀区规划和自然资源局 is 规划和自然资源局 of 普陀区 in
上海市.

The names of provinces and prefectures are listed (tools/regions.py makes both lists); a county or a district is recognised by
its last character. A county's prefecture is not in its units' names, so that a prefecture
named in its document may be its own.
*/

pub mod superiors;

use std::collections::HashSet;
use std::sync::LazyLock;

static LISTED: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("prefectures.txt").split_whitespace().collect());

/// The most characters of a listed name.
const LONGEST: usize = 11;

/// How high a region stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RegionLevel {
    /// 县、区、旗, or a city that is no prefecture.
    County,
    /// 市、州、盟、地区 of the list, the four municipalities too.
    Prefecture,
    /// 省、自治区
    Province,
}

/// A unit's name taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<'a> {
    /// The regions at its beginning, the widest first.
    pub regions: Vec<&'a str>,
    /// The rest: what the unit is.
    pub body: &'a str,
}

/// Takes a name apart.
pub fn named(name: &str) -> Named<'_> {
    let mut regions: Vec<&str> = Vec::new();
    let mut rest = name;
    while let Some(region) = listed_prefix(rest).or_else(|| {
        let may_be_county = !regions
            .iter()
            .any(|region| level(region) == RegionLevel::County);
        may_be_county.then(|| county_prefix(rest)).flatten()
    }) {
        if region.len() == rest.len() {
            break;
        }
        regions.push(region);
        rest = &rest[region.len()..];
    }
    Named {
        regions,
        body: rest,
    }
}

/// The level of a region.
pub fn level(region: &str) -> RegionLevel {
    if !LISTED.contains(region) {
        RegionLevel::County
    } else if region.ends_with("省") || region.ends_with("自治区") {
        RegionLevel::Province
    } else {
        RegionLevel::Prefecture
    }
}

fn listed_prefix(text: &str) -> Option<&str> {
    let ends = text
        .char_indices()
        .map(|(at, character)| at + character.len_utf8());
    let mut found: Vec<&str> = ends
        .take(LONGEST)
        .filter_map(|end| LISTED.get(&text[..end]).copied())
        .collect();
    let longest = found.pop()?;
    text.get(..longest.len())
}

/// The listed region that a text ends with.
pub fn listed_suffix(text: &str) -> Option<&str> {
    text.char_indices()
        .rev()
        .take(LONGEST)
        .map(|(at, _)| &text[at..])
        .filter(|tail| LISTED.contains(tail))
        .last()
}

/// Two to five characters that end in 县, 区, 旗 or 市: no province writes a longer one
/// without 自治.
fn county_prefix(text: &str) -> Option<&str> {
    let mut ends = text
        .char_indices()
        .map(|(at, character)| (at + character.len_utf8(), character))
        .take(10);
    let (end, _) = ends.find(|(_, character)| matches!(character, '县' | '区' | '旗' | '市'))?;
    let region = &text[..end];
    // 上级市, 县级 are words.
    let is_word_of_level = region.contains('级');
    let is_autonomous = region.contains("自治");
    let length = region.chars().count();
    let is_word = [
        "社区", "地区", "园区", "城区", "山区", "灾区", "校区", "辖区", "小区",
    ]
    .iter()
    .any(|word| region.ends_with(word));
    let is_plain =
        !region.starts_with(['各', '全', '本', '我', '该', '某', '每', '省', '市', '县']);
    ((2..=5).contains(&length) || is_autonomous)
        .then_some(region)
        .filter(|_| !is_word && !is_word_of_level && is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let apart = |name| {
            let found = named(name);
            format!("{}|{}", found.regions.join("/"), found.body)
        };
        assert_eq!(apart("上海市普陀区商务委员会"), "上海市/普陀区|商务委员会");
        assert_eq!(apart("海东市社会保险服务局"), "海东市|社会保险服务局");
        assert_eq!(apart("苍溪县社会保险事务中心"), "苍溪县|社会保险事务中心");
        assert_eq!(apart("四川省地震局"), "四川省|地震局");
        assert_eq!(apart("市场监督管理局"), "|市场监督管理局");
        assert_eq!(apart("区域协作办公室"), "|区域协作办公室");
        assert_eq!(listed_suffix("我单位和苏州市"), Some("苏州市"));
        assert_eq!(level("普陀区"), RegionLevel::County);
        assert_eq!(apart("楚雄彝族自治州财政局"), "楚雄彝族自治州|财政局");
        assert_eq!(apart("日喀则地区财政局"), "日喀则地区|财政局");
        let longest = LISTED.iter().map(|name| name.chars().count()).max();
        assert_eq!(longest, Some(LONGEST));
    }
}
