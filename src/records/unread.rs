/*!
Why a cell that stands where money should is not read, in words.
*/

use crate::budget::{Doubt, MoneyUnit, undress};

/// What is wrong with a figure that cannot be read.
pub fn why(text: &str, unit: MoneyUnit) -> String {
    match undress(text) {
        Ok(bare) => match bare.unit.filter(|behind| *behind != unit) {
            Some(behind) => format!(
                "这一格自己带着单位{}，表的单位是{}；未收入，请核对。",
                behind.name(),
                unit.name()
            ),
            None => "这里应是金额，读不出数字。".to_owned(),
        },
        Err(Doubt::TwoFigures) => "这一格里有两个数，不能当作一个；未收入，请核对。".to_owned(),
        Err(Doubt::Comma) => {
            "逗号后面不是三位数字，分不清是小数点还是千分位；未收入，请核对。".to_owned()
        }
        Err(Doubt::Separators) => "逗号分的不是千分位，读法不定；未收入，请核对。".to_owned(),
        Err(Doubt::Apostrophe) => "数字前面有撇号，像是当作文字录入的；未收入，请核对。".to_owned(),
        Err(Doubt::StrangeUnit) => {
            "单位不是元、万元、亿元，不能照原样收入；未收入，请核对。".to_owned()
        }
        Err(Doubt::NoFigure) if is_hashes(text) => {
            "这里印的是 ####（列太窄，数字没有显示出来）；未收入，请向编制单位索取。".to_owned()
        }
        Err(Doubt::NoFigure) => "这里应是金额，读不出数字。".to_owned(),
    }
}

/// Whether an amount stands in a text although it cannot be read.
pub fn hides_amount(text: &str) -> bool {
    is_hashes(text)
        || matches!(
            undress(text),
            Err(Doubt::TwoFigures
                | Doubt::Comma
                | Doubt::Separators
                | Doubt::Apostrophe
                | Doubt::StrangeUnit)
        )
}

fn is_hashes(text: &str) -> bool {
    text.len() > 1 && text.chars().all(|c| c == '#')
}
