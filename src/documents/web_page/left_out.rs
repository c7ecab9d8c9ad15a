/*!
What a page holds and does not show: counted where figures stand, and said once a table.
*/

use super::super::Paper;
use super::visible::Unread;
use scraper::ElementRef;
use scraper::node::Node;

/// Places with digits that are not read, by the reason.
#[derive(Debug, Default)]
pub struct LeftOut {
    struck: usize,
    hidden: usize,
    blended: usize,
    /// Tables with digits that are hidden as a whole.
    tables: usize,
}

impl LeftOut {
    /// Counts a text in the colour of its ground.
    pub fn add_blended(&mut self, text: &str) {
        self.blended += usize::from(has_digits(text));
    }

    /// Counts an element that is not read.
    pub fn add(&mut self, element: &ElementRef, why: Unread) {
        if why == Unread::Aside || !element.text().any(has_digits) {
            return;
        }
        let is_table = |node: ego_tree::NodeRef<Node>| matches!(node.value(), Node::Element(element) if element.name() == "table");
        if element.descendants().any(is_table) {
            self.tables += 1;
            return;
        }
        match why {
            Unread::Struck => self.struck += 1,
            Unread::Absent | Unread::Unseen => self.hidden += 1,
            Unread::Aside => {}
        }
    }

    /// Says what of a table is not read.
    pub fn remark_table(&self, number: usize, paper: &mut Paper) {
        let counted = [
            (self.struck, "划了删除线，划掉的已不作数，没有读"),
            (self.hidden, "是隐藏的，页面上看不见，没有读"),
            (self.blended, "的字与底色相同，看不见，没有读"),
        ];
        for (count, what) in counted.iter().filter(|(count, _)| *count > 0) {
            paper.remark(format!("网页的第 {number} 张表有 {count} 处数字{what}。"));
        }
        self.remark_tables(paper);
    }

    /// Says what outside of tables is not read: menus and the like are hidden on every page, so of
    /// text alone what was struck counts.
    pub fn remark_page(&self, paper: &mut Paper) {
        if self.struck > 0 {
            let struck = self.struck;
            paper.remark(format!(
                "网页的正文里有 {struck} 处数字划了删除线，划掉的已不作数，没有读。"
            ));
        }
        self.remark_tables(paper);
    }

    fn remark_tables(&self, paper: &mut Paper) {
        if self.tables > 0 {
            let tables = self.tables;
            paper.remark(format!("网页里有 {tables} 处表格是隐藏的，没有读。"));
        }
    }
}

fn has_digits(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}
