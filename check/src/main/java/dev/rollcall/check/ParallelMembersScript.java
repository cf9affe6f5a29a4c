package dev.rollcall.check;

import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Adds members one by one but all at once, removes half of them in the same way, and counts. */
final class ParallelMembersScript implements CheckScript {
    @Override
    public boolean floods() {
        return true;
    }

    @Override
    public void run(Workbench bench) {
        ScriptRequests requests = new ScriptRequests(bench);
        int size = bench.run().options().groupSize();
        List<String> users = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            users.add(requests.user("member" + i));
        }
        String group = requests.group("parallel");
        atOnce(bench, group, "Add", users);
        demand(requests.members(group), users, "added");
        List<String> leaving = users.subList(0, size / 2);
        atOnce(bench, group, "Remove", leaving);
        demand(requests.members(group), users.subList(size / 2, size), "removed");
    }

    private static void atOnce(Workbench bench, String group, String op, List<String> users) {
        List<Future<ScimAnswer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String user : users) {
                ScimRequest request = ScriptRequests.request("PATCH", "/Groups/" + group,
                        Optional.of(ScriptRequests.members(op, List.of(user))));
                answers.add(threads.submit(() -> bench.send(request)));
            }
        }
        for (Future<ScimAnswer> answer : answers) {
            int status = outcome(answer).status();
            if (status != 200 && status != 204) {
                throw new CheckFailure("PATCH /Groups/" + group + ": one of " + users.size()
                        + " PATCHes at once is answered with " + status + ".");
            }
        }
    }

    private static ScimAnswer outcome(Future<ScimAnswer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CheckAbort.error("The check was interrupted.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    private static void demand(List<String> found, List<String> wanted, String done) {
        if (!found.equals(wanted.stream().sorted().toList())) {
            throw new CheckFailure("After members were " + done + " by PATCHes at once, all answered with success, the"
                    + " group should have " + wanted.size() + " members but has " + found.size() + ".",
                    new Symptom.Value("/members"));
        }
    }
}
