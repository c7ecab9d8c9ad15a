/*!
Copying: what goes to the terminal's clipboard.
*/

use crate::screens::model::explorer::{Effect, Explorer};
use crate::text::clean::for_terminal;

impl Explorer {
    pub(in crate::screens) fn copy_row(&mut self) {
        let Some((sheet, _)) = self.focused() else {
            return;
        };
        if let Some(row) = self.row() {
            let mut text = sheet.rows[row].tabbed();
            // Behind the row where it is, for whoever opens it again: lkx open ADDRESS.
            if let Some(address) = self.address_here() {
                text.push('\t');
                text.push_str(&for_terminal(&address.to_string()));
            }
            self.copy(text, "本行和地址");
        }
    }

    pub(in crate::screens) fn copy_table(&mut self) {
        let Some((sheet, laid)) = self.focused() else {
            return;
        };
        let text = sheet.tabbed(&laid.order);
        self.copy(text, "整页");
    }

    pub(in crate::screens) fn copy(&mut self, text: String, what: &str) {
        const MOST: usize = 100_000;
        if text.len() > MOST {
            self.say("太长，终端的剪贴板放不下；请用 lkx export tables/facts -o 文件");
            return;
        }
        self.effects.push(Effect::Copy(text));
        self.say(format!(
            "{what}已送往终端剪贴板；若没有收到：lkx export facts -o 数据.csv"
        ));
    }
}
