B0123KYODOenglish
r i BC-FERRY-SKELLING     12-09 0120
BC-FERRY-SKELLING
Ferry to Skelling to be replaced by
bridge within 10 years+

    SAITAMA, Japan, Dec. 9 Kyodo - The ferry to Skelling will be replaced
by a bridge within 10 years, the island's council said Sunday.
    "It will be longer than any other," said Mayor Kenji Shima, who opened
the meeting.
==Kyodo
JST-22:15-09-12-18