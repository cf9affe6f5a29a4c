package dev.rollcall.benchmarks.load;

import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/** The requests of one operation, one after the other, and what each must be answered with. */
public interface Workload {
    /** The request of that number, counted from 0 and complete as it goes on the wire. */
    byte[] request(int number);

    /**
     * Looks at the answer to the request of that number.
     *
     * @throws LoadException when it is not the right one
     */
    void answered(int number, Response response);

    /** Requests that must all be answered with a success, and then stand the check. */
    static Workload of(IntFunction<byte[]> requests, ObjIntConsumer<Response> check) {
        return new Workload() {
            @Override
            public byte[] request(int number) {
                return requests.apply(number);
            }

            @Override
            public void answered(int number, Response response) {
                if (response.status() / 100 != 2) {
                    throw new LoadException("The server answered with an error: " + response);
                }
                check.accept(response, number);
            }
        };
    }
}
