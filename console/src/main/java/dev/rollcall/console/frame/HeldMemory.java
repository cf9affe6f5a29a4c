package dev.rollcall.console.frame;

/** Some of the memory that all requests share, until it is given back. */
@FunctionalInterface
public interface HeldMemory extends AutoCloseable {
    /** Gives it back. */
    @Override
    void close();
}
