/*!
Radicals that are printed for the character that they are.

Some producers of PDF and some fonts write ⼀ (U+2F00, the first radical of the Kangxi
dictionary) for 一, or ⻔ for 门. They look alike and are different characters, so that no
title, header or search would find them. They are folded wherever texts are compared; what
is shown and exported stays as it is printed.
*/

/// The characters of the 214 radicals from U+2F00 on, in their order.
const KANGXI: &str = "\
     一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕\
     大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日\
     曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
     目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行\
     衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音\
     頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement (U+2E80 to U+2EF3) and the ideograph that each is, by the
/// Unicode property Equivalent_Unified_Ideograph.
#[rustfmt::skip]
const SUPPLEMENT: &[(char, char)] = &[
    ('⺁', '厂'), ('⺂', '乛'), ('⺃', '乚'), ('⺄', '乙'),
    ('⺅', '亻'), ('⺆', '冂'), ('⺇', '𠘨'), ('⺈', '刀'),
    ('⺉', '刂'), ('⺊', '卜'), ('⺋', '㔾'), ('⺌', '小'),
    ('⺍', '小'), ('⺎', '兀'), ('⺏', '尣'), ('⺐', '尢'),
    ('⺑', '𡯂'), ('⺒', '巳'), ('⺓', '幺'), ('⺔', '彑'),
    ('⺕', '彐'), ('⺖', '忄'), ('⺗', '心'), ('⺘', '扌'),
    ('⺙', '攵'), ('⺛', '旡'), ('⺜', '日'), ('⺝', '月'),
    ('⺞', '歺'), ('⺟', '母'), ('⺠', '民'), ('⺡', '氵'),
    ('⺢', '氺'), ('⺣', '灬'), ('⺤', '爫'), ('⺥', '爫'),
    ('⺦', '丬'), ('⺧', '牛'), ('⺨', '犭'), ('⺩', '王'),
    ('⺪', '𤴔'), ('⺫', '目'), ('⺬', '示'), ('⺭', '礻'),
    ('⺮', '𥫗'), ('⺯', '糹'), ('⺰', '纟'), ('⺱', '罓'),
    ('⺲', '罒'), ('⺳', '㓁'), ('⺴', '冗'), ('⺵', '𦉫'),
    ('⺶', '羊'), ('⺷', '𦍌'), ('⺸', '𦍋'), ('⺹', '耂'),
    ('⺺', '肀'), ('⺻', '聿'), ('⺼', '肉'), ('⺽', '𦥑'),
    ('⺾', '艹'), ('⺿', '艹'), ('⻀', '艹'), ('⻁', '虎'),
    ('⻂', '衤'), ('⻃', '覀'), ('⻄', '西'), ('⻅', '见'),
    ('⻆', '角'), ('⻇', '𧢲'), ('⻈', '讠'), ('⻉', '贝'),
    ('⻊', '𧾷'), ('⻋', '车'), ('⻌', '辶'), ('⻍', '辶'),
    ('⻎', '辶'), ('⻏', '邑'), ('⻐', '钅'), ('⻑', '長'),
    ('⻒', '镸'), ('⻓', '长'), ('⻔', '门'), ('⻕', '𨸏'),
    ('⻖', '阝'), ('⻗', '雨'), ('⻘', '青'), ('⻙', '韦'),
    ('⻚', '页'), ('⻛', '风'), ('⻜', '飞'), ('⻝', '食'),
    ('⻞', '𩙿'), ('⻟', '飠'), ('⻠', '饣'), ('⻡', '𩠐'),
    ('⻢', '马'), ('⻣', '骨'), ('⻤', '鬼'), ('⻥', '鱼'),
    ('⻦', '鸟'), ('⻧', '卤'), ('⻨', '麦'), ('⻩', '黄'),
    ('⻪', '黾'), ('⻫', '斉'), ('⻬', '齐'), ('⻭', '歯'),
    ('⻮', '齿'), ('⻯', '竜'), ('⻰', '龙'), ('⻱', '龜'),
    ('⻲', '亀'), ('⻳', '龟'),
];

/// The ideograph that a radical is; any other character is itself.
pub fn unified(c: char) -> char {
    match c {
        '\u{2F00}'..='\u{2FD5}' => KANGXI.chars().nth(c as usize - 0x2F00).unwrap_or(c),
        '\u{2E80}'..='\u{2EF3}' => {
            let found = SUPPLEMENT.binary_search_by_key(&c, |(radical, _)| *radical);
            found.map_or(c, |at| SUPPLEMENT[at].1)
        }
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_what_they_look_like() {
        let folded: String = "⽀出⼀⼩⽬⼈⽤⿕⻔⻋⻅⻚龟一A"
            .chars()
            .map(unified)
            .collect();
        assert_eq!(folded, "支出一小目人用龠门车见页龟一A");
        assert!(('\u{2F00}'..='\u{2FD5}').all(|c| unified(c) != c));
        assert!(SUPPLEMENT.is_sorted());
    }
}
