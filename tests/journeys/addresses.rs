//! Addresses: copied behind a row, and opened again.

use crate::journey::journey_over_all;

/// What is copied of a place, behind the row.
fn address_of(keys: &str) -> String {
    let mut journey = journey_over_all().press(keys).press("y");
    let copied = journey.driver().copied().unwrap_or_default().to_owned();
    copied.rsplit('\t').next().unwrap_or_default().to_owned()
}

#[test]
fn an_address_leads_to_where_it_was_copied() {
    for (keys, address, seen) in [
        ("end", "新乡市社会保险中心/2023/预算/单位", "11,144.72"),
        (
            "end enter enter j enter j j",
            "新乡市社会保险中心/2023/预算/单位/功能/2080506@支出总表#合计",
            "4,660.00",
        ),
        (
            "end 3",
            "新乡市社会保险中心/2023/预算/单位/项目/信息系统维护费",
            "信息系统维护费",
        ),
        ("end 5", "新乡市社会保险中心/2023/预算/单位/三公", "[三公]"),
        ("j 8", "海东市社会保险服务局/2024/预算/部门/勾稽/", "P05"),
    ] {
        let copied = address_of(keys);
        assert!(copied.starts_with(address), "{keys}: {copied}");
        let mut opened = journey_over_all();
        opened.driver().open(&copied);
        opened.sees(seen);
    }
}

#[test]
fn an_address_of_a_figure_puts_the_cursor_on_it() {
    let mut opened = journey_over_all();
    opened
        .driver()
        .open("新乡市社会保险中心/2023/预算/单位/功能/2080506@支出总表#项目支出");
    opened
        .cursor_on("06 机关事业单位职业年金缴费支出")
        .press("o")
        .sees("2023年单位支出预算表 › 2080506")
        .sees("项目支出（万元）");
}

#[test]
fn what_an_address_does_not_lead_to_is_said() {
    for (address, why) in [
        ("甲局/2023/预算/单位", "库中没有 甲局 2023 年单位预算"),
        ("新乡市社会保险中心/2023/预算/单位/天气", "“天气”不认识"),
        (
            "新乡市社会保险中心/2023/预算/单位/功能/养老",
            "“养老”不是科目编码",
        ),
        ("新乡", "“新乡”不是地址"),
    ] {
        let mut journey = journey_over_all();
        journey.driver().open(address);
        journey.sees(why);
    }
}

#[test]
fn tomorrow_it_begins_where_it_was_left() {
    let mut today = journey_over_all().press("end enter enter j enter j j");
    let place = today.driver().place_to_come_back_to();
    let mut tomorrow = journey_over_all();
    tomorrow.driver().come_back_to(place);
    let tomorrow = tomorrow
        .sees("回到上次看的地方")
        .path("新乡市社会保险中心 › 2023 单位预算 › 208 › 20805")
        .cursor_on("06 机关事业单位职业年金缴费支出");
    // From the first page nothing is kept.
    let mut home = tomorrow.press("esc");
    assert_eq!(home.driver().place_to_come_back_to(), None);
}
