package dev.rollcall.directory.person.query;

import java.util.ArrayList;
import java.util.List;

/** Splits a search into words, phrases and signs. */
final class ProfileQueryTokens {
    /** What a token is. */
    enum Kind {
        /** A word; a star in it that was not escaped stands as {@link #STAR}. */
        WORD,
        /** Text in quotes, without them. */
        PHRASE,
        /** One of {@code ( ) [ ] { } : - + !}, or {@code && ||}. */
        SIGN
    }

    /** A token and where it begins, from 1. */
    record Token(Kind kind, String text, int place) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }

        boolean isWord(String word) {
            return kind == Kind.WORD && text.equals(word);
        }
    }

    /** Stands for a star that means any text; no search holds it. */
    static final char STAR = '\uFFFF';

    private static final String SIGNS = "()[]{}:";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private ProfileQueryTokens(String text) {
        this.text = text;
    }

    static List<Token> of(String text) {
        return new ProfileQueryTokens(text).read();
    }

    private List<Token> read() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next)) {
                at++;
            } else if (next == '"') {
                phrase();
            } else if (SIGNS.indexOf(next) >= 0 || next == '!' || isPrefixSign(next)) {
                sign(1);
            } else if (text.startsWith("&&", at) || text.startsWith("||", at)) {
                sign(2);
            } else {
                word();
            }
        }
        return tokens;
    }

    /** A minus or plus before a term; before or inside of a value it is a letter like any other. */
    private boolean isPrefixSign(char next) {
        return (next == '-' || next == '+') && !inValue();
    }

    /** Behind a field and in a range; a colon is a letter there, as in a time. */
    private boolean inValue() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.getLast();
        return last.is(":") || last.is("[") || last.is("{") || last.isWord("TO");
    }

    private void sign(int length) {
        tokens.add(new Token(Kind.SIGN, text.substring(at, at + length), at + 1));
        at += length;
    }

    private void phrase() {
        int begin = at++;
        StringBuilder phrase = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            phrase.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw new ProfileQueryException(
                    "The quotes at character " + (begin + 1) + " of q are not closed. Close them, or"
                            + " write \\\" for a quote that is part of a value.");
        }
        at++;
        tokens.add(new Token(Kind.PHRASE, phrase.toString(), begin + 1));
    }

    private void word() {
        int begin = at;
        boolean colons = inValue();
        StringBuilder word = new StringBuilder();
        while (at < text.length() && (colons && text.charAt(at) == ':' || !endsWord(text.charAt(at)))) {
            char next = text.charAt(at);
            if (next == '\\' && at + 1 < text.length()) {
                word.append(text.charAt(++at));
            } else {
                word.append(next == '*' ? STAR : next);
            }
            at++;
        }
        tokens.add(new Token(Kind.WORD, word.toString(), begin + 1));
    }

    private static boolean endsWord(char next) {
        return Character.isWhitespace(next) || next == '"' || SIGNS.indexOf(next) >= 0;
    }
}
