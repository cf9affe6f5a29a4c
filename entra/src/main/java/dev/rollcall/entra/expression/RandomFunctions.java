package dev.rollcall.entra.expression;

import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The functions whose values nobody can foretell, except by the seed of the evaluator's generator. */
final class RandomFunctions {
    static final List<EntraFunction> ALL = List.of(
            EntraFunction.of("Guid", "", arguments -> new Value.Text(guid(arguments.random()))),
            EntraFunction.of("RandomString", "Length MinimumNumbers MinimumSpecialCharacters MinimumCapital"
                    + " MinimumLowerCase CharactersToAvoid?", RandomFunctions::randomString));

    /** Entra's limit. */
    static final int MAX_LENGTH = 256;

    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    /** Digits, special characters, capitals, small letters: in the order of the function's minimums. */
    private static final List<String> CLASSES = List.of("0123456789", "~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ", LOWER);

    private RandomFunctions() {}

    private static String guid(RandomGenerator random) {
        long version4 = random.nextLong() & ~0xF000L | 0x4000L;
        long variant2 = random.nextLong() & ~(3L << 62) | 1L << 63;
        return new UUID(version4, variant2).toString();
    }

    /** Beyond the minimums it draws from the classes that have one, so that none comes in that was not asked for. */
    private static Value randomString(Arguments arguments) {
        int length = arguments.integer(0);
        if (length < 1 || length > MAX_LENGTH) {
            throw arguments.wrong("is given " + length + " as Length; write a number from 1 to " + MAX_LENGTH + ".");
        }
        String avoided = arguments.textOrEmpty(5);
        StringBuilder drawn = new StringBuilder();
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < CLASSES.size(); i++) {
            int minimum = arguments.integer(i + 1);
            if (minimum < 0 || minimum > length - drawn.length()) {
                throw arguments.wrong("has minimums that do not fit its Length of " + length
                        + "; write minimums from 0 whose sum is at most the Length.");
            }
            if (minimum > 0) {
                String allowed = without(CLASSES.get(i), avoided);
                draw(drawn, allowed, minimum, arguments);
                rest.append(allowed);
            }
        }
        String others = rest.isEmpty() ? without(CLASSES.getFirst() + LOWER, avoided) : rest.toString();
        draw(drawn, others, length - drawn.length(), arguments);
        return new Value.Text(shuffled(drawn, arguments.random()));
    }

    private static String without(String characters, String avoided) {
        StringBuilder kept = new StringBuilder();
        characters.chars().filter(c -> avoided.indexOf(c) < 0).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private static void draw(StringBuilder drawn, String characters, int number, Arguments arguments) {
        if (number > 0 && characters.isEmpty()) {
            throw arguments
                    .wrong("avoids every character of a kind that it needs; write fewer into CharactersToAvoid.");
        }
        for (int i = 0; i < number; i++) {
            drawn.append(characters.charAt(arguments.random().nextInt(characters.length())));
        }
    }

    private static String shuffled(StringBuilder text, RandomGenerator random) {
        for (int i = text.length() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            char c = text.charAt(i);
            text.setCharAt(i, text.charAt(j));
            text.setCharAt(j, c);
        }
        return text.toString();
    }
}
