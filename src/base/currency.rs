//! Currencies in use, by the three letters of ISO 4217. Funds, metals and what went out of use are not
//! among them.

/// Whether these are three capital letters of a currency in which somebody can be asked to pay.
pub fn is_currency(code: &str) -> bool {
    code.len() == 3 && CURRENCIES.split(' ').any(|known| known == code)
}

/// The code that a sign or a name of a currency most likely stands for. For help only: `$` and `kr` are
/// those of many.
pub fn nearest(typed: &str) -> Option<&'static str> {
    let folded = typed.trim().to_lowercase();
    let upper = folded.to_uppercase();
    let known = CURRENCIES.split(' ').find(|known| *known == upper);
    known.or_else(|| {
        let name = NAMES.iter().find(|(name, _)| *name == folded);
        name.map(|(_, code)| *code)
    })
}

const NAMES: [(&str, &str); 12] = [
    ("£", "GBP"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("sterling", "GBP"),
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("us$", "USD"),
    ("₹", "INR"),
    ("¥", "JPY"),
    ("zł", "PLN"),
    ("₺", "TRY"),
];

const CURRENCIES: &str = "\
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN \
BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL \
GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF \
KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN \
MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD \
SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH \
UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_paid_with_is_a_currency() {
        for code in ["GBP", "EUR", "USD", "AED", "ZWG"] {
            assert!(is_currency(code), "{code}");
        }
        for code in ["GB", "gbp", "XAU", "DEM", "£", "EUR USD", ""] {
            assert!(!is_currency(code), "{code}");
        }
    }

    #[test]
    fn help_knows_what_was_meant() {
        assert_eq!(nearest("£"), Some("GBP"));
        assert_eq!(nearest("eur"), Some("EUR"));
        assert_eq!(nearest("$"), None);
    }
}
