package dev.rollcall.scim.json;

/** Checks bytes before they are read as JSON: parsers accept more than UTF-8 (RFC 3629) allows. */
final class StrictUtf8 {
    private StrictUtf8() {}

    /** The place of the first byte that is not UTF-8, or that is NUL; -1 when there is none. */
    static int firstIllegal(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            int length = bytes[i] > 0 ? 1 : sequenceLength(bytes, i);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    private static int sequenceLength(byte[] bytes, int i) {
        int lead = bytes[i] & 0xFF;
        int length = lead >= 0xC2 && lead <= 0xDF ? 2
                : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
        if (length == 0 || i + length > bytes.length) {
            return 0;
        }
        for (int k = 1; k < length; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[i + 1] & 0xFF;
        boolean legal = switch (lead) {
            case 0xE0 -> second >= 0xA0; // shorter forms exist
            case 0xED -> second <= 0x9F; // surrogates
            case 0xF0 -> second >= 0x90; // shorter forms exist
            case 0xF4 -> second <= 0x8F; // beyond U+10FFFF
            default -> true;
        };
        return legal ? length : 0;
    }
}
