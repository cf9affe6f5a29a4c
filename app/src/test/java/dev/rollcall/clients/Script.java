package dev.rollcall.clients;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * How one recorded request is played.
 *
 * @param given makes the resources that the request speaks of, and names them
 * @param then what must hold beyond the status and the shape that the recording expects
 */
record Script(Consumer<Stage> given, BiConsumer<Stage, Answer> then) {}
