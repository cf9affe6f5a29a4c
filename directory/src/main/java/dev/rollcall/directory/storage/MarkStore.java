package dev.rollcall.directory.storage;

/** What is known of the store as a whole, each by its name, to read and write. */
public interface MarkStore extends MarkView {

    /**
     * Sets a mark that is not there.
     *
     * <p>Guarantees: of all who set one mark, in this process and in others, one is the first.
     *
     * @return false, and nothing is changed, when it is there
     */
    boolean setFirst(String name, String value);

    /** Sets a mark, whatever it was. */
    void set(String name, String value);
}
