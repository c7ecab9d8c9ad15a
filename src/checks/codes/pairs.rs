/*!
Which government economic class a department economic class may stand beside, as data.

After the table of the 支出经济分类科目改革方案 (财预〔2017〕98号) with the codes added since.
Later catalogues add more, so a pair that is not listed is a question and no fault.
*/

/// A government class and the department classes of its line, separated by spaces; a class
/// of three digits stands for all of its own.
const LEGAL: &[(&str, &str)] = &[
    ("50101", "30101 30102 30103"),
    ("50102", "30108 30109 30110 30111 30112"),
    ("50103", "30113"),
    ("50199", "30106 30114 30199"),
    (
        "50201",
        "30201 30202 30204 30205 30206 30207 30208 30209 30211 30214 30228 30229 30239 30240",
    ),
    ("50202", "30215"),
    ("50203", "30216"),
    ("50204", "30218 30224 30225"),
    ("50205", "30203 30226 30227"),
    ("50206", "30217"),
    ("50207", "30212"),
    ("50208", "30231"),
    ("50209", "30213"),
    ("50299", "30299"),
    ("50301", "31001"),
    ("50302", "31005"),
    ("50303", "31013"),
    ("50305", "31009 31010 31011 31012"),
    ("50306", "31002 31003 31007"),
    ("50307", "31006"),
    ("50399", "31008 31019 31021 31022 31099"),
    ("50401", "30901"),
    ("50402", "30905"),
    ("50403", "30913"),
    ("50404", "30902 30903 30907"),
    ("50405", "30906"),
    ("50499", "30908 30919 30921 30922 30999"),
    ("50501", "301"),
    ("50502", "302"),
    ("50599", ""),
    ("50601", "310"),
    ("50602", "309"),
    ("50701", "31204"),
    ("50702", "31205"),
    ("50799", "31299"),
    ("50801", "31201 31203 313"),
    ("50802", "31101 31199"),
    ("50901", "30304 30305 30306 30307 30309"),
    ("50902", "30308"),
    ("50903", "30310"),
    ("50905", "30301 30302 30303"),
    ("50999", "30399 30311"),
    ("51002", "31302"),
    ("51003", "31303"),
    ("51004", "31304"),
    ("51101", "30701"),
    ("51102", "30702"),
    ("51103", "30703"),
    ("51104", "30704"),
    ("59906", "39906"),
    ("59907", "39907"),
    ("59908", "39908"),
    ("59909", "39909"),
    ("59910", "39910"),
    ("59999", "39999"),
];

/// Whether a pair of five-digit classes is in the list; none for a government class that the
/// list does not say anything of.
pub fn is_listed(department: &str, government: &str) -> Option<bool> {
    let (_, classes) = LEGAL.iter().find(|(class, _)| *class == government)?;
    if classes.is_empty() {
        return None;
    }
    Some(
        classes
            .split(' ')
            .any(|class| department.starts_with(class)),
    )
}

/// Whether a five-digit class of either side is in the list.
pub fn knows(code: &str) -> bool {
    LEGAL.iter().any(|(government, classes)| {
        *government == code || classes.split(' ').any(|class| class == code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs() {
        assert_eq!(is_listed("30101", "50101"), Some(true));
        assert_eq!(is_listed("30107", "50101"), Some(false));
        assert_eq!(is_listed("30107", "50501"), Some(true));
        assert_eq!(is_listed("30203", "50201"), Some(false));
        assert_eq!(is_listed("30203", "50205"), Some(true));
        assert_eq!(is_listed("30399", "50599"), None);
        assert!(knows("31304") && knows("59909"));
    }
}
