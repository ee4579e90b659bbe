//! The words by which names of people are told from other names.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Given names that are hardly ever anything else. Those that are also words, months, places or the first
/// half of well-known charities are not among them.
pub(super) static GIVEN: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    include_str!("given.txt")
        .split_whitespace()
        .collect::<BTreeSet<_>>()
});

/// What stands before the name of somebody, whatever the name is.
pub(super) const ASKING: &str = "ask for|asking for|mr|mrs|ms|mx|dr|miss|mme|madame|monsieur|frau|herr|herrn|señor|señora|\
    demander|demandez|preguntar por|pregunte por";

/// What stands before names of people and of other things.
pub(super) const REACHING: &str = "call|phone|ring|text|contact|email|e-mail|mail|message|see|tell|speak to|speak with|talk to|by|\
    with|name|contacter|contactez|appeler|appelez|contactar|contacte|llamar a|llame a|bei|leitung";

/// Words that make a name out of several words one of a place, of an office or of people together.
pub(super) const TOGETHER: &str = "academy|act|association|avenue|award|building|café|cafe|center|centre|centro|chapel|charity|\
    church|clinic|clinique|close|club|college|council|court|crescent|day|desk|drive|école|église|\
    fellowship|foundation|fund|fundación|gardens|group|hall|haus|helpline|home|hospice|hospital|\
    hôpital|house|institut|institute|klinik|lane|library|line|lodge|maison|memorial|mosque|office|\
    palace|park|place|platz|practice|prize|project|road|room|school|schule|service|services|society|\
    square|stiftung|street|suite|support|surgery|team|theatre|trust";

/// Further ones, which also begin labels.
pub(super) const OFFICES: &str = "admin|children's|community|counselling|crisis|duty|emergency|family|health|manager|mental|nurse|\
    peer|reception|sales|social|staff|teens|the|university|victim|women's|young|youth";

/// Names that are public: of charities, and of those after whom they and their houses are called.
pub(super) const PUBLIC: &str = "anna freud|anne frank|charlie waller|elizabeth fry|jack petchey|john lewis|leonard cheshire|\
    marie curie|martin luther|ronald mcdonald|stephen lawrence|sue ryder";

/// Words that begin with a capital beside a number and are nobody's name.
pub(super) const USUAL: &str = "accueil|admin|afternoon|and|beratung|british|bsl|büro|bureau|central|centralita|centre|chat|\
    crisis|day|days|daytime|direct|emergency|english|enquiries|evening|evenings|fax|festnetz|free|\
    freecall|freephone|fri|friday|general|gratis|gratuit|hall|handy|head|helpline|hotline|house|\
    landline|leave|line|línea|main|message|messages|mobil|mobile|mon|monday|morning|national|night|\
    nights|notruf|number|numéro|office|oficina|only|or|open|reception|relay|sat|saturday|\
    secrétariat|sun|sunday|support|switchboard|telefon|text|thu|thur|thursday|toll-free|tue|tuesday|\
    voicemail|wed|wednesday|weekday";

/// Words that come before a person's name where a number stands beside it.
pub(super) const BEFORE_NUMBER: &str = "ask for|call|contact|speak to|mr|mrs|ms|dr|miss|name";

/// What is written with a point before a name.
pub(super) const SHORTENED: &str = "dr|dra|fr|hr|mlle|mme|mr|mrs|ms|mx|prof|rev|sr|sra|st|ste";

/// Before a name they make it one of a church, a school or a ward.
pub(super) const SAINTS: &str = "st|saint|sainte|sankt|san|santa";

/// Whether a word, or some, is in a list.
pub(super) fn holds(list: &str, words: &str) -> bool {
    list.split('|').any(|known| known == words)
}
