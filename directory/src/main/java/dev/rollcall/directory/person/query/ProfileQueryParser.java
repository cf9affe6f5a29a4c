package dev.rollcall.directory.person.query;

import dev.rollcall.directory.person.query.ProfileQuery.Bound;
import dev.rollcall.directory.person.query.ProfileQueryTokens.Kind;
import dev.rollcall.directory.person.query.ProfileQueryTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the common subset of Lucene's query syntax: {@code field:value}, {@code field:"a phrase"}, {@code field:val*},
 * {@code field:*}, {@code _exists_:field}, {@code field:[a TO b]} and {@code field:{a TO *}}, {@code field:(a OR b)},
 * {@code AND}, {@code OR}, {@code NOT}, {@code -}, {@code +}, {@code !}, {@code &&}, {@code ||} and parentheses. AND binds
 * tighter than OR; two terms with nothing between them are both required, as in Auth0. A word without a field is searched for in
 * those of {@link #BARE_FIELDS} that an index serves. A star anywhere but at the end is refused, and so are {@code ~ ^ ?} as operators: they are taken
 * for letters.
 */
public final class ProfileQueryParser {
    /** Characters that a search may have. */
    public static final int MAX_LENGTH = 4_096;

    /** Terms that a search may have. */
    public static final int MAX_TERMS = 100;

    /** How deep parentheses may be nested. */
    public static final int MAX_DEPTH = 20;

    /** Where a word is looked for that has no field. */
    public static final List<String> BARE_FIELDS = List.of("email", "username", "preferred_username", "upn", "name");

    /** Characters of a field's name; the pattern of one takes stack for each part. */
    static final int LONGEST_FIELD = 256;

    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*(\\.[^.\\s]+)*");

    private final List<Token> tokens;
    private int at;
    private int terms;

    private ProfileQueryParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * The search in that text; empty for one that is blank.
     *
     * @throws ProfileQueryException when it cannot be read
     */
    public static Optional<ProfileQuery> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new ProfileQueryException("q has " + text.length() + " characters, and at most " + MAX_LENGTH
                    + " are read. Search for less at a time.");
        }
        List<Token> tokens = ProfileQueryTokens.of(text);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        ProfileQueryParser parser = new ProfileQueryParser(tokens);
        ProfileQuery query = parser.or(0);
        if (parser.at < tokens.size()) {
            throw parser.unexpected();
        }
        return Optional.of(query);
    }

    private ProfileQuery or(int depth) {
        if (depth > MAX_DEPTH) {
            throw new ProfileQueryException("q nests parentheses deeper than " + MAX_DEPTH + " times. Nest less.");
        }
        List<ProfileQuery> parts = new ArrayList<>(List.of(and(depth)));
        while (takeWord("OR") || takeSign("||")) {
            parts.add(and(depth));
        }
        return parts.size() == 1 ? parts.getFirst() : new ProfileQuery.Or(parts);
    }

    private ProfileQuery and(int depth) {
        List<ProfileQuery> parts = new ArrayList<>(List.of(not(depth)));
        while (takeWord("AND") || takeSign("&&") || startsTerm()) {
            parts.add(not(depth));
        }
        return parts.size() == 1 ? parts.getFirst() : new ProfileQuery.And(parts);
    }

    private boolean startsTerm() {
        return peek().filter(token -> !token.isWord("OR") && !token.is("||") && !token.is(")")).isPresent();
    }

    private ProfileQuery not(int depth) {
        if (takeWord("NOT") || takeSign("-") || takeSign("!")) {
            if (depth + 1 > MAX_DEPTH) {
                throw new ProfileQueryException(
                        "q has more than " + MAX_DEPTH + " NOT and parentheses around one term. Use"
                                + " fewer.");
            }
            return new ProfileQuery.Not(not(depth + 1));
        }
        takeSign("+");
        if (takeSign("(")) {
            ProfileQuery inner = or(depth + 1);
            require(")");
            return inner;
        }
        return term(depth);
    }

    private ProfileQuery term(int depth) {
        Token first = next();
        if (first.kind() == Kind.SIGN || first.isWord("AND") || first.isWord("OR")) {
            at--;
            throw unexpected();
        }
        if (!takeSign(":")) {
            return anywhere(first);
        }
        if (first.text().equals("_exists_")) {
            return counted(new ProfileQuery.Exists(field(next())));
        }
        return value(field(first), depth);
    }

    /** A word without a field. */
    private ProfileQuery anywhere(Token word) {
        return switch (compared("", word)) {
            case ProfileQuery.Is(String _, String value) -> new ProfileQuery.Anywhere(value, false);
            case ProfileQuery.StartsWith(String _, String prefix) -> new ProfileQuery.Anywhere(prefix, true);
            default -> throw new ProfileQueryException("A * by itself finds everybody: leave q out instead.");
        };
    }

    private ProfileQuery value(String field, int depth) {
        if (takeSign("(")) {
            if (depth + 1 > MAX_DEPTH) {
                throw new ProfileQueryException("q nests parentheses deeper than " + MAX_DEPTH + " times. Nest less.");
            }
            return values(field);
        }
        if (takeSign("[")) {
            return range(field, true);
        }
        if (takeSign("{")) {
            return range(field, false);
        }
        Token value = next();
        if (value.kind() == Kind.SIGN) {
            at--;
            throw unexpected();
        }
        return compared(field, value);
    }

    /** {@code field:(a OR b)}. */
    private ProfileQuery values(String field) {
        List<ProfileQuery> parts = new ArrayList<>();
        boolean all = true;
        do {
            parts.add(compared(field, next()));
            if (takeWord("OR") || takeSign("||")) {
                all = false;
            } else if (!takeWord("AND")) {
                takeSign("&&");
            }
        } while (peek().filter(token -> !token.is(")")).isPresent());
        require(")");
        return all ? new ProfileQuery.And(parts) : new ProfileQuery.Or(parts);
    }

    private ProfileQuery range(String field, boolean inclusive) {
        Token low = next();
        if (!takeWord("TO")) {
            throw unexpected();
        }
        Token high = next();
        boolean highInclusive = takeSign("]");
        if (!highInclusive) {
            require("}");
        }
        return counted(new ProfileQuery.Range(field, bound(low, inclusive), bound(high, highInclusive)));
    }

    private static Optional<Bound> bound(Token token, boolean inclusive) {
        return isStar(token) ? Optional.empty() : Optional.of(new Bound(plain(token), inclusive));
    }

    private ProfileQuery compared(String field, Token value) {
        if (isStar(value)) {
            return counted(new ProfileQuery.Exists(field));
        }
        if (value.kind() == Kind.WORD && value.text().charAt(value.text().length() - 1) == ProfileQueryTokens.STAR) {
            String prefix = value.text().substring(0, value.text().length() - 1);
            if (prefix.indexOf(ProfileQueryTokens.STAR) < 0) {
                return counted(new ProfileQuery.StartsWith(field, prefix));
            }
        }
        return counted(new ProfileQuery.Is(field, plain(value)));
    }

    private static boolean isStar(Token token) {
        return token.kind() == Kind.WORD && token.text().equals(String.valueOf(ProfileQueryTokens.STAR));
    }

    private static String plain(Token token) {
        if (token.kind() == Kind.SIGN) {
            throw new ProfileQueryException("There is a " + token.text() + " at character " + token.place()
                    + " of q where a value should be. Put values with such signs in quotes.");
        }
        if (token.text().indexOf(ProfileQueryTokens.STAR) >= 0) {
            throw new ProfileQueryException(
                    "There is a * at or before the end of the value at character " + token.place()
                            + " of q. One * is served, at the end of a value; write \\* for one that is part of it.");
        }
        return token.text();
    }

    private ProfileQuery counted(ProfileQuery term) {
        if (++terms > MAX_TERMS) {
            throw new ProfileQueryException("q has more than " + MAX_TERMS + " terms. Search for less at a time.");
        }
        return term;
    }

    private static String field(Token token) {
        if (token.kind() != Kind.WORD
                || token.text().length() > LONGEST_FIELD
                || !FIELD.matcher(token.text()).matches()
                || token.text().indexOf(ProfileQueryTokens.STAR) >= 0) {
            throw new ProfileQueryException("\"" + token.text() + "\" at character " + token.place()
                    + " of q is no field. Write field:value, for example email:\"ada@acme.example\".");
        }
        return token.text();
    }

    private Optional<Token> peek() {
        return at < tokens.size() ? Optional.of(tokens.get(at)) : Optional.empty();
    }

    private Token next() {
        if (at == tokens.size()) {
            throw unexpected();
        }
        return tokens.get(at++);
    }

    private boolean takeSign(String sign) {
        boolean there = peek().filter(token -> token.is(sign)).isPresent();
        at += there ? 1 : 0;
        return there;
    }

    private boolean takeWord(String word) {
        boolean there = peek().filter(token -> token.isWord(word)).isPresent();
        at += there ? 1 : 0;
        return there;
    }

    private void require(String sign) {
        if (!takeSign(sign)) {
            throw unexpected();
        }
    }

    private ProfileQueryException unexpected() {
        return new ProfileQueryException(peek()
                .map(token -> "q cannot be read from character " + token.place() + " on (\"" + token.text()
                        + "\"). Write field:value, with AND, OR, NOT and parentheses between; put values with blanks or signs in"
                        + " quotes.")
                .orElse("q ends where something more is needed. Write field:value, for example"
                        + " email:\"ada@acme.example\"."));
    }
}
