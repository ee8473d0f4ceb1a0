"""Which way a language is written."""

import pytest

from dateline.news.script import direction_of

RIGHT_TO_LEFT = (
    *("ar", "AR-EG", "he", "iw", "fa-IR", "ur", "ps", "sd", "ug", "yi", "dv", "ckb-IQ"),
    *("az-Arab", "pa-arab-PK", "ms_Arab", "zh-min-arab", "ar-u-nu-latn", "ff-Adlm"),
)
LEFT_TO_RIGHT = (
    *("en", "de-AT", "az", "arn", "ks-Deva", "ar-Latn", "sd-Deva-IN"),
    *("x-arab", "en-x-arab", "", "!", "arabic"),
)


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_what_is_read_from_right_to_left(language: str) -> None:
    """
    A page in Arabic, or in another language in Arabic letters, is mirrored as a whole.
    """
    assert direction_of(language) == "rtl"


@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_what_is_read_from_left_to_right(language: str) -> None:
    """
    A script in the tag counts before the language; what is private there says nothing.
    """
    assert direction_of(language) == "ltr"
