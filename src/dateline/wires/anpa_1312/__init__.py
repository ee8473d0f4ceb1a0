"""ANPA 1312, the telegrams of AP and its sisters: a header of two lines, a keyword line, a text, a time line."""
