/*!
Which region is above which: 广元市 and 四川省 are above 苍溪县.

The counties of each prefecture are those of GB/T 2260 as of 2019; what is not among them,
a county of a later year or one that a text shortens, may be of any prefecture. The same
name may be in several (鼓楼区), and each of them is then above it.
*/

use crate::checks::regions::{Level, level};
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
        .flat_map(|(province, line)| line.split(' ').map(move |own| (own, province)))
        .collect()
});

/// Whether a region is above another; none where the lists do not say.
pub fn is_above(upper: &str, lower: &str) -> Option<bool> {
    if level(upper) <= level(lower) {
        return Some(false);
    }
    let province = |region: &str| {
        let own = PROVINCES.iter().find(|(name, _)| is_same(name, region));
        own.map(|(_, province)| *province)
    };
    match (level(upper), level(lower)) {
        (Level::Province, Level::Prefecture) => Some(province(lower) == Some(upper)),
        (Level::Province, _) => {
            let prefectures = PREFECTURES.get(lower)?;
            Some(
                prefectures
                    .iter()
                    .any(|own| *own == upper || province(own) == Some(upper)),
            )
        }
        _ => {
            let prefectures = PREFECTURES.get(lower)?;
            Some(prefectures.iter().any(|own| is_same(own, upper)))
        }
    }
}

/// Whether two names are one region's: 延边州 is short for 延边朝鲜族自治州.
fn is_same(one: &str, other: &str) -> bool {
    let start = |name: &str| name.chars().take(2).collect::<String>();
    one == other || one.ends_with('州') && other.ends_with('州') && start(one) == start(other)
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
    fn every_line_of_prefectures_has_its_province() {
        let lines = include_str!("prefectures.txt").lines().count();
        let provinces = include_str!("prefectures.txt")
            .lines()
            .next()
            .map_or(0, |line| line.split(' ').count());
        assert_eq!(provinces - MUNICIPALITIES, lines - 1);
    }
}
