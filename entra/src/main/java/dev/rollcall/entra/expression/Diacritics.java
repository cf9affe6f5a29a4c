package dev.rollcall.entra.expression;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Replaces letters with diacritics by those without, by the fixed table of Microsoft's reference and by nothing else: what is
 * not in the table stays, {@code œ} and {@code ð} for example. A letter and its combining marks may be written as one
 * character or as several.
 */
final class Diacritics {
    /** Plain letters, and before them what they replace, in small letters; capitals follow from them. */
    private static final List<String> TABLE = List.of(
            "a ä à â ã å á ą ă ā ā́ ā̀ ā̂ ā̃ ǟ ā̈ ǡ a̱ å̄",
            "ae æ ǣ",
            "c ç č ć c̄ c̱",
            "d ď d̄ ḏ",
            "e ë è é ê ę ě ė ē ḗ ḕ ē̂ ē̃ ê̄ e̱ ë̄ e̊̄",
            "g ğ ḡ g̱",
            "i ï î ì í ī ī́ ī̀ ī̂ ī̃ i̱",
            "l ľ ł l̄ ḹ ḻ",
            "n ñ ń ň n̄ ṉ",
            "o ö ò ő õ ô ó ō ṓ ṑ ō̂ ō̃ ȫ ō̈ ǭ ȭ ȱ o̱",
            "oe ø ø̄ œ̄",
            "r ř r̄ ṟ ṝ",
            "s š ś ș ş s̄ s̱",
            "t ť ț t̄ ṯ",
            "u ü ù û ú ů ű ū ū́ ū̀ ū̂ ū̃ u̇̄ ǖ ṻ ṳ̄ u̱",
            "y ÿ ý ȳ ȳ́ ȳ̀ ȳ̃ y̱",
            "z ź ž ż z̄ ẕ");

    private static final Map<String, String> PLAIN = plain();

    private Diacritics() {}

    static String without(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder result = new StringBuilder();
        for (int start = 0; start < composed.length();) {
            int end = clusterEnd(composed, start);
            String cluster = composed.substring(start, end);
            result.append(PLAIN.getOrDefault(cluster, cluster));
            start = end;
        }
        return result.toString();
    }

    private static int clusterEnd(String text, int start) {
        int end = start + Character.charCount(text.codePointAt(start));
        while (end < text.length() && Character.getType(text.charAt(end)) == Character.NON_SPACING_MARK) {
            end++;
        }
        return end;
    }

    private static Map<String, String> plain() {
        Map<String, String> plain = new HashMap<>();
        for (String line : TABLE) {
            String[] words = line.split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                put(plain, words[i], words[0]);
                put(plain, words[i].toUpperCase(Locale.ROOT), words[0].toUpperCase(Locale.ROOT));
            }
        }
        // These have no partner in the other case.
        put(plain, "ß", "ss");
        put(plain, "ı", "i");
        put(plain, "İ", "I");
        return plain;
    }

    private static void put(Map<String, String> plain, String letter, String replacement) {
        plain.put(Normalizer.normalize(letter, Normalizer.Form.NFC), replacement);
    }
}
