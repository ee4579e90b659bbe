//! The closed sets of words that a listing's fields can be.

/// An enum whose members each have one word in source files, in a fixed order.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $member:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* $member,)+ }

        impl $name {
            /// Every word with its meaning, in the order of this type.
            pub const WORDS: &'static [(&'static str, $name)] = &[$(($word, $name::$member)),+];

            /// The word as it stands in source files and templates.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$member => $word,)+ }
            }

            /// Reads the word, exactly as written in [`Self::as_str`].
            pub fn parse(word: &str) -> Option<$name> {
                Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
            }
        }
    };
}

words! {
    /// What a listing is. The order is the order in which lists show them.
    Kind {
        /// People to talk to, by phone, text or chat.
        Helpline = "helpline",
        /// People who meet.
        Group = "group",
        /// Help from an organisation.
        Service = "service",
        /// Something on a day.
        Event = "event",
        /// A course.
        Training = "training",
        /// A forum, a chat room, a channel.
        OnlineCommunity = "online-community",
        /// A program.
        App = "app",
        /// A book.
        Book = "book",
    }
}

words! {
    /// Where people meet.
    Attendance {
        /// In a room.
        InPerson = "in-person",
        /// Over the internet.
        Online = "online",
        /// Both.
        Hybrid = "hybrid",
        /// Over the phone.
        Phone = "phone",
    }
}

words! {
    /// What it costs.
    Cost {
        /// Nothing.
        Free = "free",
        /// What people wish to give.
        Donation = "donation",
        /// By income.
        SlidingScale = "sliding-scale",
        /// A price.
        Paid = "paid",
        /// Nobody has asked yet.
        Unknown = "unknown",
    }
}

words! {
    /// Whether it is for readers in a crisis.
    Crisis {
        /// No.
        None = "none",
        /// Help on the same day.
        Urgent = "urgent",
        /// Help at once.
        Emergency = "emergency",
    }
}

words! {
    /// How somebody checked a listing.
    Method {
        /// By calling.
        Phone = "phone",
        /// By writing.
        Email = "email",
        /// On its website.
        Website = "website",
        /// By going there.
        Visit = "visit",
        /// The provider sent word.
        Provider = "provider",
    }
}

impl Kind {
    /// Whether somebody must have checked it: all but books, which don't change.
    pub fn needs_verifying(self) -> bool {
        self != Kind::Book
    }
}
