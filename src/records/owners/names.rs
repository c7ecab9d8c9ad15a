/*!
Names of units as captions spell them.

A caption has a code in front or the word 盖章 behind, shortens a name, sets 本级 in brackets. What
is left of a name without these is compared.
*/

use crate::pattern::regex;
use crate::tables::lines::squeeze;
use regex::Regex;
use std::sync::LazyLock;

/// Who a table's caption names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    name: String,
    /// Whether the name is that of the department with all of its units: 汇总.
    whole: bool,
    /// Whether it is that of the department's own office: 本级.
    office: bool,
}

/// What stands around a name without being part of it.
static AROUND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[\[【(（]?\d{3,}[\]】)）]?[-－—_:：]?|[-－—_]?[\[【(（]?\d{3,}[\]】)）]?$|[(（](?:盖章|公章|章|公开)[)）]",
    )
});
static WHOLE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[-－—_]?[(（]?(?:部门)?汇总[)）]?$|[(（](?:部门|含下属单位)[)）]$"));
static OFFICE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[-－—_]?[(（]?(?:本级|机关本级|本部|机关|单位本级)[)）]?$"));

/// A printed name without its code.
pub fn printed(text: &str) -> String {
    AROUND.replace_all(&squeeze(text), "").into_owned()
}

/// A printed name without the word 汇总, which says that the figures are those of all units.
pub fn unit(text: &str) -> String {
    WHOLE.replace(text, "").into_owned()
}

impl Owner {
    /// The owner that a printed name means.
    pub fn of(text: &str) -> Self {
        let bare = printed(text);
        let name = WHOLE.replace(&bare, "");
        let whole = name.len() < bare.len();
        let stem = OFFICE.replace(&name, "");
        // 某某机关 may be the whole name: then little is left of it.
        let office = stem.len() < name.len() && (stem.is_empty() || stem.chars().count() >= 3);
        Self {
            name: if office { stem } else { name.clone() }.replace(['（', '）', '(', ')'], ""),
            whole,
            office,
        }
    }

    /// Whether the two may be spellings of one name, though one says 本级 or 汇总.
    pub fn may_be(&self, other: &Self) -> bool {
        self.name == other.name || shortens(&self.name, &other.name)
    }

    /// The same, where the heading above it says that it is the whole or its office: a sheet called
    /// 汇总, 本级 or 某某局（汇总）.
    pub fn under(self, heading: &Self) -> Self {
        let is_of = heading.name.is_empty() || heading.may_be(&self);
        Self {
            whole: self.whole || is_of && heading.whole,
            office: self.office || is_of && heading.office,
            ..self
        }
    }

    /// Whether it names nobody: 汇总 alone.
    pub fn is_nameless(&self) -> bool {
        self.name.is_empty()
    }

    /// Whether it is the named department with all of its units.
    pub fn is_whole_of(&self, named: &Self) -> bool {
        self.whole && self.may_be(named)
    }

    /// Whether it is the named one in another spelling.
    pub fn is_shortened(&self, named: &Self) -> bool {
        self.office == named.office && self.may_be(named)
    }

    /// Whether it is a department's own office.
    pub fn is_office(&self) -> bool {
        self.office
    }

    /// Whether it is a department with all of its units.
    pub fn is_whole(&self) -> bool {
        self.whole
    }
}

/// Whether one name shortens the other: it leaves out characters and ends as the other does. What
/// is left out tells no two units apart (第二, 东), and the longer is no office below the shorter
/// (某市交通局公路局).
fn shortens(one: &str, other: &str) -> bool {
    const TELLING: &str = "一二三四五六七八九十第新老东南西北中";
    let (short, long) = if one.chars().count() <= other.chars().count() {
        (one, other)
    } else {
        (other, one)
    };
    if short.chars().count() < 3
        || long.starts_with(short)
        || short.chars().last() != long.chars().last()
    {
        return false;
    }
    let mut rest = short.chars().peekable();
    let left_out: String = long
        .chars()
        .filter(|c| rest.next_if_eq(c).is_none())
        .collect();
    let tells = |c: char| TELLING.contains(c) || c.is_ascii_digit();
    rest.peek().is_none() && !left_out.contains(tells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        let name = Owner::of("青石市人力资源和社会保障局");
        for spelling in [
            "301001-青石市人力资源和社会保障局",
            "[301]青石市人力资源和社会保障局（盖章）",
            "市人力资源和社会保障局",
            "青石市人社局",
            "青石市人力资源和社会保障局（本级）",
            "青石市人力资源和社会保障局301001",
        ] {
            assert!(Owner::of(spelling).may_be(&name), "{spelling}");
        }
        for another in [
            "青石市人力资源和社会保障局信息中心",
            "青石市人力资源和社会保障局培训局",
            "白鹭市人力资源和社会保障局",
        ] {
            assert!(!Owner::of(another).may_be(&name), "{another}");
        }
        assert!(!Owner::of("青石市第二实验小学").may_be(&Owner::of("青石市实验小学")));
        assert!(Owner::of("青石市水利局汇总").is_whole_of(&Owner::of("青石市水利局")));
        assert!(!Owner::of("青石市水利局本级").is_shortened(&Owner::of("青石市水利局")));
    }
}
