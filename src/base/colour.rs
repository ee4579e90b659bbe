//! Colours, how well they can be told apart (WCAG 2.2), and how to make one lighter or darker without
//! making it another: in OKLCH, where lightness, strength and hue are what the eye takes them for.

use std::fmt;

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red, green and blue.
    pub rgb: [u8; 3],
}

/// Lightness from 0 to 1, and the two axes of OKLab.
#[derive(Clone, Copy, Debug)]
struct Lab {
    l: f64,
    a: f64,
    b: f64,
}

impl Colour {
    /// Reads `#rgb` and `#rrggbb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let long: String = match digits.len() {
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            6 => digits.to_owned(),
            _ => return None,
        };
        let number = u32::from_str_radix(&long, 16).ok()?;
        let [_, r, g, b] = number.to_be_bytes();
        Some(Colour { rgb: [r, g, b] })
    }

    /// The ratio of contrast of WCAG 2.2, from 1 to 21.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn linear(self) -> [f64; 3] {
        self.rgb.map(|part| {
            let part = f64::from(part) / 255.0;
            match part <= 0.04045 {
                true => part / 12.92,
                false => ((part + 0.055) / 1.055).powf(2.4),
            }
        })
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The colour of the same hue that differs least in lightness and passes; none if none does.
    pub fn nearest(self, passes: impl Fn(Colour) -> bool) -> Option<Colour> {
        let own = self.lab();
        let steps = (0..=500_u32).map(|step| f64::from(step) / 500.0);
        let candidates = steps.flat_map(|by| [own.l - by, own.l + by]);
        candidates
            .filter(|l| (0.0..=1.0).contains(l))
            .map(|l| own.at(l))
            .find(|colour| passes(*colour))
    }

    /// This hue as light as another colour is.
    pub fn as_light_as(self, other: Colour) -> Colour {
        self.lab().at(other.lab().l)
    }

    fn lab(self) -> Lab {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        Lab {
            l: 0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
            a: 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
            b: 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
        }
    }
}

impl Lab {
    /// The same hue at another lightness, as strong as it can be there without being stronger.
    fn at(self, lightness: f64) -> Colour {
        let mut strength = 1.0;
        loop {
            let lab = Lab {
                l: lightness,
                a: self.a * strength,
                b: self.b * strength,
            };
            let linear = lab.linear();
            let fits = linear
                .iter()
                .all(|part| (-0.000_1..=1.000_1).contains(part));
            if fits || strength <= 0.0 {
                return Colour {
                    rgb: linear.map(encoded),
                };
            }
            strength -= 0.02;
        }
    }

    fn linear(self) -> [f64; 3] {
        let l = (self.l + 0.396_337_777_4 * self.a + 0.215_803_757_3 * self.b).powi(3);
        let m = (self.l - 0.105_561_345_8 * self.a - 0.063_854_172_8 * self.b).powi(3);
        let s = (self.l - 0.089_484_177_5 * self.a - 1.291_485_548 * self.b).powi(3);
        [
            4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
            -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
            -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
        ]
    }
}

fn encoded(part: f64) -> u8 {
    let part = part.clamp(0.0, 1.0);
    let part = match part <= 0.003_130_8 {
        true => part * 12.92,
        false => 1.055 * part.powf(1.0 / 2.4) - 0.055,
    };
    (part * 255.0).round() as u8
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.rgb;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        for (a, b, ratio) in [
            ("#000", "#fff", 21.0),
            ("#777777", "#ffffff", 4.48),
            ("#767676", "#FFFFFF", 4.54),
            ("#1b5e57", "#f7f3ea", 6.81),
            ("#f00", "#f00", 1.0),
        ] {
            let found = colour(a).contrast(colour(b));
            assert!((found - ratio).abs() < 0.01, "{a} on {b}: {found}");
        }
        for wrong in ["red", "#12", "#12345g", "#1234567", "123456", "#é1"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_nearest_colour_has_the_same_hue() {
        let white = colour("#ffffff");
        let near = colour("#e8a33d")
            .nearest(|one| one.contrast(white) >= 4.5)
            .expect("a colour");
        assert!(
            near.contrast(white) >= 4.5 && near.contrast(white) < 4.65,
            "{near}"
        );
        assert_eq!(near.to_string(), "#a26b06");
        assert_eq!(colour("#123456").nearest(|_| false), None);
    }

    proptest! {
        #[test]
        fn a_colour_is_nearest_to_itself(rgb in any::<[u8; 3]>()) {
            let own = Colour { rgb };
            let near = own.nearest(|_| true).expect("a colour");
            for (a, b) in own.rgb.iter().zip(near.rgb) {
                prop_assert!(a.abs_diff(b) <= 6, "{own} {near}");
            }
            prop_assert_eq!(Colour::parse(&own.to_string()), Some(own));
            let white = Colour { rgb: [255; 3] };
            let near = own.nearest(|one| one.contrast(white) >= 4.5);
            prop_assert!(near.is_some());
        }
    }
}
