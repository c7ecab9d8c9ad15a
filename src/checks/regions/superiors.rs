/*!
Which region is above which: 广元市 and 四川省 are above 苍溪县.

The counties of each prefecture are those of today and of every year since 2012, as
tools/regions.py makes the list; what is not among them, a county of a later year or one that
a text shortens, may be of any prefecture. The same name may be in several, be it at once
(鼓楼区) or one after the other (寿县), and each of them is then above it.
*/

use crate::checks::regions::{LISTED, RegionLevel, level};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The prefectures, or the province, that a county of a name is in.
static PREFECTURES: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut found: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in include_str!("counties.txt").lines() {
        let mut names = line.split(' ');
        let Some(prefecture) = names.next() else {
            continue;
        };
        for county in names {
            found.entry(county).or_default().push(prefecture);
        }
    }
    found
});

/// The four municipalities come before the provinces.
const MUNICIPALITIES: usize = 4;

/// The province of a prefecture: the list has a line of provinces, and then a line of
/// prefectures for each.
static PROVINCES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut lines = include_str!("prefectures.txt").lines();
    let provinces = lines.next().unwrap_or_default();
    let provinces = provinces.split(' ').skip(MUNICIPALITIES);
    provinces
        .zip(lines)
        .flat_map(|(province, line)| line.split(' ').map(move |name| (name, province)))
        .collect()
});

/// Whether the lists have a region, whatever its level.
pub fn is_listed_region(region: &str) -> bool {
    PREFECTURES.contains_key(region) || LISTED.contains(region)
}

/// Whether a region is above another; none where the lists do not say.
pub fn is_above(upper: &str, lower: &str) -> Option<bool> {
    if level(upper) <= level(lower) {
        return Some(false);
    }
    let province = |region: &str| {
        let listed = PROVINCES.iter().find(|(name, _)| is_same(name, region));
        listed.map(|(_, province)| *province)
    };
    match (level(upper), level(lower)) {
        (RegionLevel::Province, RegionLevel::Prefecture) => Some(province(lower) == Some(upper)),
        (RegionLevel::Province, _) => {
            let prefectures = PREFECTURES.get(lower)?;
            Some(
                prefectures
                    .iter()
                    .any(|prefecture| *prefecture == upper || province(prefecture) == Some(upper)),
            )
        }
        _ => {
            let prefectures = PREFECTURES.get(lower)?;
            Some(
                prefectures
                    .iter()
                    .any(|prefecture| is_same(prefecture, upper)),
            )
        }
    }
}

/// Whether two names are one region's: 延边州 is short for 延边朝鲜族自治州.
fn is_same(name: &str, other: &str) -> bool {
    let start = |name: &str| name.chars().take(2).collect::<String>();
    name == other || name.ends_with('州') && other.ends_with('州') && start(name) == start(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_stand_above_others() {
        assert_eq!(is_above("广元市", "苍溪县"), Some(true));
        assert_eq!(is_above("四川省", "苍溪县"), Some(true));
        assert_eq!(is_above("苏州市", "苍溪县"), Some(false));
        assert_eq!(is_above("江苏省", "南充市"), Some(false));
        assert_eq!(is_above("四川省", "南充市"), Some(true));
        assert_eq!(is_above("延边州", "延吉市"), Some(true));
        assert_eq!(is_above("上海市", "普陀区"), Some(true));
        assert_eq!(is_above("舟山市", "普陀区"), Some(true));
        assert_eq!(is_above("湖北省", "仙桃市"), Some(true));
        assert_eq!(is_above("苏州市", "明湖县"), None);
        assert_eq!(is_above("奇台县", "苍溪县"), Some(false));
    }

    #[test]
    fn regions_of_ten_years_are_known() {
        for (prefecture, counties) in [
            ("杭州市", "临平区 钱塘区 江干区 下城区 富阳市"),
            ("南通市", "海门区 海门市 港闸区"),
            ("邢台市", "襄都区 信都区 任泽区 桥东区 邢台县"),
            ("洛阳市", "偃师区 偃师市 孟津区 孟津县"),
            ("成都市", "新津区 新津县 简阳市 郫县"),
            ("温州市", "龙港市"),
            ("山南市", "错那市 错那县"),
            ("林芝市", "米林市"),
            ("永州市", "祁阳市 祁阳县"),
            ("和田地区", "和安县"),
            ("楚雄彝族自治州", "禄丰市"),
            ("楚雄州", "禄丰县"),
            ("六安市", "寿县"),
            ("淮南市", "寿县"),
            ("莱芜市", "莱城区"),
            ("济南市", "莱芜区"),
            ("上海市", "闸北区 崇明县"),
        ] {
            for county in counties.split(' ') {
                assert_eq!(is_above(prefecture, county), Some(true), "{county}");
            }
        }
    }

    #[test]
    fn every_line_of_prefectures_has_its_province() {
        let lines = include_str!("prefectures.txt").lines().count();
        let provinces = include_str!("prefectures.txt")
            .lines()
            .next()
            .map_or(0, |line| line.split(' ').count());
        assert_eq!(provinces - MUNICIPALITIES, lines - 1);
    }
}
