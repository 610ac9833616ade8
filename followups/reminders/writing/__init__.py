"""Writing to somebody met: one's own words, perhaps something useful, perhaps a coffee.

Who writes what to whom:

- The words are their author's, in whatever language she writes. Her own mail program sends them, or
  they are copied to wherever she likes; then the site only notes that she wrote.
- Tablée sends them only to who said that those she met may write to her this way (`Openness.words`,
  off by default) and confirmed her address. Her address is shown to nobody by this: the mail has
  its author's to reply to, and she answers or not.
- One mail leaves for one follow-up, however often it is asked for, and thirty a day for one author.
  It waits two minutes, in which it can be taken back.
- Whether the other one asked to be kept apart from its author is looked at only when the mail is to
  leave, and then it silently doesn't: her author would learn it, if the button were missing.
- A file goes along only with a mail of Tablée's; neither a `mailto:` nor the clipboard carries one.
- A coffee stands in the message in words. Each of its times is a calendar entry of its own: one
  invitation can't hold three proposals (RFC 5546), and most programs read only the first entry of a
  file. They are published, tentative: nothing enters anybody's calendar by itself, nobody is asked
  to reply to a machine. Rooms of an event's video server are its tables', opened by tokens that
  last an hour: a coffee takes a link that its author types.
"""
