package io.ignitezs.plugin.control;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.ignite.compute.ComputeJobResult;
import org.apache.ignite.internal.processors.task.GridInternal;
import org.apache.ignite.internal.visor.VisorJob;
import org.apache.ignite.internal.visor.VisorMultiNodeTask;

/** Carries a command to the nodes that it is for, and their answers back. */
@GridInternal
public final class ZsTask extends VisorMultiNodeTask<ZsNodesArg, ZsResult, ZsNodeResult> {
    private static final long serialVersionUID = 0L;

    @Override protected VisorJob<ZsNodesArg, ZsNodeResult> job(ZsNodesArg arg) {
        return new ZsJob(arg, debug);
    }

    @Override protected ZsResult reduce0(List<ComputeJobResult> answers) {
        return new ZsResult(answers.stream().map(ZsTask::answer).collect(Collectors.toList()));
    }

    private static ZsNodeResult answer(ComputeJobResult answer) {
        return answer.getException() == null ? answer.getData() : ZsNodeResult.failed(answer.getNode(), answer.getException());
    }
}
