//! Pictures for tests: real ones, and ones that say more than they should.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, Rgb, RgbImage};

/// What stands in the metadata of [`talkative`] pictures, and may be in no file that is published.
pub const MARKS: [&str; 9] = [
    "zq-camera",
    "zq-gps",
    "zq-xmp",
    "zq-iptc",
    "zq-comment",
    "zq-thumbnail",
    "zq-trailer",
    "zq-program",
    "zq-script",
];

/// A picture in which each place has its own colour: red grows to the right, green downwards.
pub fn scene(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let part = |at: u32, of: u32| (at * 255 / of.max(1)) as u8;
        Rgb([
            part(x, width),
            part(y, height),
            ((x / 7 + y / 5) % 60) as u8,
        ])
    })
}

/// A drawing of two colours.
pub fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x / 16 + y / 16) % 2 {
        0 => Rgb([250, 250, 240]),
        _ => Rgb([20, 60, 90]),
    })
}

pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut out, 90);
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .expect("a JPEG");
    out
}

pub fn png(picture: &RgbImage) -> Vec<u8> {
    let mut out = Vec::new();
    let (width, height) = picture.dimensions();
    PngEncoder::new(&mut out)
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .expect("a PNG");
    out
}

/// A JPEG whose colours are those of Display P3, as phones write them.
pub fn wide_jpeg(picture: &RgbImage) -> Vec<u8> {
    let profile = moxcms::ColorProfile::new_display_p3();
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, 95);
    let profile = profile.encode().expect("a profile");
    encoder.set_icc_profile(profile).expect("it takes one");
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .expect("a JPEG");
    out
}

pub fn webp(picture: &RgbImage) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    webp::Encoder::from_rgb(picture, width, height)
        .encode_lossless()
        .to_vec()
}

pub fn opened(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a picture that opens")
}

/// EXIF with a camera, a place and this orientation.
fn exif(orientation: u16) -> Vec<u8> {
    let mut out = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    // Orientation, a short.
    out.extend(b"\x01\x12\0\x03\0\0\0\x01");
    out.extend(orientation.to_be_bytes());
    out.extend([0, 0]);
    // Make, a text of ten bytes that follows.
    out.extend(b"\x01\x0f\0\x02\0\0\0\x0a\0\0\0\x26");
    out.extend([0; 4]);
    out.extend(b"zq-camera\0 zq-gps 51.987654 \xff\xd8 zq-thumbnail \xff\xd9");
    out
}

fn segment(mark: u8, payload: &[u8]) -> Vec<u8> {
    let length = (payload.len() + 2) as u16;
    [&[0xff, mark], &length.to_be_bytes()[..], payload].concat()
}

/// A JPEG that says who took it, where and with what, and lies as `orientation` says.
pub fn talkative_jpeg(picture: &RgbImage, orientation: u16) -> Vec<u8> {
    let plain = jpeg(picture);
    let extra = [
        segment(0xe0, b"JFIF\0\x01\x02\0\0\x48\0\x48\x02\x01zq-thumbnail"),
        segment(0xe0, b"JFXX\0\x10zq-thumbnail"),
        segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat()),
        segment(
            0xe1,
            b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>zq-xmp</x:xmpmeta>",
        ),
        segment(0xed, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x07zq-iptc"),
        segment(0xe2, b"MPF\0zq-program"),
        segment(0xfe, b"zq-comment"),
    ];
    [&plain[..2], &extra.concat(), &plain[2..], b"zq-trailer"].concat()
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate_crc(name, data).to_be_bytes().to_vec();
    let mut out = (data.len() as u32).to_be_bytes().to_vec();
    out.extend(name);
    out.extend(data);
    out.append(&mut crc);
    out
}

/// The checksum of PNG.
fn flate_crc(name: &[u8], data: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in name.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

pub fn talkative_png(picture: &RgbImage) -> Vec<u8> {
    let plain = png(picture);
    let extra = [
        chunk(b"tEXt", b"Author\0zq-camera"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0zq-xmp"),
        chunk(b"zTXt", b"Comment\0zq-comment"),
        chunk(b"eXIf", &exif(1)),
        chunk(b"tIME", b"\x07\xea\x01\x01\0\0\0"),
        chunk(b"prVt", b"zq-program"),
    ];
    [&plain[..33], &extra.concat(), &plain[33..], b"zq-trailer"].concat()
}

pub fn talkative_webp(picture: &RgbImage) -> Vec<u8> {
    let plain = webp(picture);
    let (width, height) = picture.dimensions();
    let riff = |name: &[u8; 4], data: &[u8]| {
        let mut out = name.to_vec();
        out.extend((data.len() as u32).to_le_bytes());
        out.extend(data);
        out.extend(std::iter::repeat_n(0, data.len() % 2));
        out
    };
    let side = |length: u32| (length - 1).to_le_bytes()[..3].to_vec();
    let head = [vec![0x0c, 0, 0, 0], side(width), side(height)].concat();
    let body = [
        b"WEBP".to_vec(),
        riff(b"VP8X", &head),
        plain[12..].to_vec(),
        riff(b"EXIF", &exif(1)),
        riff(b"XMP ", b"zq-xmp"),
        riff(b"zqzq", b"zq-program"),
    ]
    .concat();
    [
        b"RIFF".to_vec(),
        (body.len() as u32).to_le_bytes().to_vec(),
        body,
    ]
    .concat()
}

/// Two pictures of one pixel, one after another, for ever.
pub fn talkative_gif() -> Vec<u8> {
    let mut out = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    out.extend(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0");
    out.extend(b"\x21\xff\x0bXMP DataXMP\x06zq-xmp\0");
    out.extend(b"\x21\xfe\x0azq-comment\0");
    for colour in [b"\x02\x02\x44\x01\0", b"\x02\x02\x4c\x01\0"] {
        out.extend(b"\x21\xf9\x04\0\x0a\0\0\0");
        out.extend(b"\x2c\0\0\0\0\x01\0\x01\0\0");
        out.extend(colour);
    }
    out.extend(b"\x3bzq-trailer");
    out
}

pub fn talkative_svg() -> &'static str {
    "<?xml version=\"1.0\"?>\n<!-- zq-comment -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
     xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" width=\"20\" height=\"10\" \
     sodipodi:docname=\"/home/zq-camera/logo.svg\" onload=\"zq-script()\"><metadata>zq-program</metadata>\
     <script>zq-script()</script><title>Lamp</title><style>path { fill: teal }</style>\
     <path d=\"M0 0h20v10z\"/></svg>"
}
