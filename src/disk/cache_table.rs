//! The table of a cache: which chunks there are, of which sections, and where they stand.
//!
//! It may not know what is in them, or how they get to the disk.

use crate::base::digest::Digest;

/// What is in a cache.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// The program that wrote it, to the byte.
    pub identity: Vec<u8>,
    pub sections: Vec<Section>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub name: String,
    pub chunks: Vec<Chunk>,
}

/// Where bytes stand in the file, and what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub offset: u64,
    pub len: u64,
    pub digest: Digest,
}

impl Table {
    pub fn section(&self, name: &str) -> &[Chunk] {
        let section = self.sections.iter().find(|section| section.name == name);
        section.map_or(&[], |section| &section.chunks)
    }

    pub fn chunks(&self) -> impl Iterator<Item = &Chunk> {
        self.sections.iter().flat_map(|section| &section.chunks)
    }

    /// The table as bytes: the identity, and for each section its name and its chunks, each list behind
    /// its length.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_text(&mut bytes, &self.identity);
        put(&mut bytes, self.sections.len() as u64);
        for Section { name, chunks } in &self.sections {
            put_text(&mut bytes, name.as_bytes());
            put(&mut bytes, chunks.len() as u64);
            for chunk in chunks {
                put(&mut bytes, chunk.offset);
                put(&mut bytes, chunk.len);
                bytes.extend(chunk.digest.0.to_le_bytes());
            }
        }
        bytes
    }

    /// What [`bytes`](Self::bytes) wrote.
    pub fn parse(bytes: &[u8]) -> Option<Table> {
        let mut cursor = Cursor(bytes);
        let identity = cursor.text()?.to_vec();
        let mut sections = Vec::new();
        for _ in 0..cursor.u64()? {
            let name = String::from_utf8(cursor.text()?.to_vec()).ok()?;
            let mut chunks = Vec::new();
            for _ in 0..cursor.u64()? {
                chunks.push(Chunk {
                    offset: cursor.u64()?,
                    len: cursor.u64()?,
                    digest: cursor.digest()?,
                });
            }
            sections.push(Section { name, chunks });
        }
        cursor.0.is_empty().then_some(Table { identity, sections })
    }
}

fn put(to: &mut Vec<u8>, number: u64) {
    to.extend(number.to_le_bytes());
}

fn put_text(to: &mut Vec<u8>, text: &[u8]) {
    put(to, text.len() as u64);
    to.extend(text);
}

/// Bytes that are taken from the front, as long as there are any.
pub(super) struct Cursor<'a>(pub &'a [u8]);

impl<'a> Cursor<'a> {
    pub fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    pub fn digest(&mut self) -> Option<Digest> {
        let bytes = self.take(16)?.try_into().ok()?;
        Some(Digest(u128::from_le_bytes(bytes)))
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.u64()?).ok()?;
        self.take(len)
    }
}
