"""Introducing two contacts to each other, and asking to be introduced.

Who writes what to whom:

- People who are not on Tablée are never written to by the site. The mail to both opens in its
  author's own mail program.
- Tablée sends an introduction only where *both* have a confirmed address, have said that they may
  be introduced this way (`Openness`, off by default), and stand in the author's list under the very
  address they confirmed: they gave it to her. Then each gets a mail of her own, with the author and
  the other one to reply to, so that one answer reaches both: having an introduction means being
  given one another's address, and that is what they said yes to.
- If one of the two does not accept, neither is written to, and nothing says which one it is or why
  (a mail that bounced, an address that is not hers): the author's own program opens.
- Whether one of the two asked to be kept apart from the other is tested only when the mail leaves,
  and then it silently doesn't: offered for some pairs and not for others, it would betray it.
- Twenty mails of this sort a day and author, and none after an answer of “no more of these mails”.
"""
