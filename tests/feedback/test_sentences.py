"""Every sentence of the feedback is short, blames nobody, and names the function and the mend."""

from dlhelpers.feedback import sentences


def test_every_sentence_is_short_and_blames_nobody():
    for key, text in sentences.SENTENCES.items():
        assert "!" not in text, key
        assert "your mistake" not in text, key
        assert len([end for end in text.replace("...", "").split(". ") if end]) <= 2, key


def test_every_cause_names_the_function_and_the_mend():
    causes = list(sentences.SENTENCES.items())
    first = next(i for i, (key, _) in enumerate(causes) if key == "two_layer_forward__relu_twice")
    for key, text in causes[first:]:
        assert "{f}" in text, key
        assert ":" in text or "{right}" in text or "use " in text, key
