/*!
What is said where the witnesses leave a doubt whose budget it is.
*/

use super::Read;
use crate::budget::{Given, Scope};

/// The doubts that nothing given settles, as sentences.
pub fn in_words(read: &Read, given: &Given) -> Vec<String> {
    let mut doubts = Vec::new();
    if let (Some((cover, caption)), None) = (&read.rivals, &given.unit) {
        doubts.push(format!(
            "标题说是“{cover}”，表头说是“{caption}”，按标题读；如不对，请加 --unit 重新导入"
        ));
    }
    if read.year_of_name && given.year.is_none() {
        doubts.push("文中没有印年度，取自文件名；如不对，请加 --year 重新导入".to_owned());
    }
    if read.known.scope.is_none() && given.scope.is_none() {
        doubts.push(format!(
            "文中没有说是部门预算还是单位预算，按{}预算读；如不对，请加 --scope 部门 重新导入",
            Scope::Unit.name()
        ));
    }
    if read.two_stages && given.stage.is_none() {
        doubts.push(
            "表题有的说预算，有的说决算，按预算读；如不对，请加 --stage 决算 重新导入".to_owned(),
        );
    }
    doubts
}
