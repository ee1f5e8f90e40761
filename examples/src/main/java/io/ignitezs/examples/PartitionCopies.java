package io.ignitezs.examples;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.ignite.Ignite;
import org.apache.ignite.cache.query.SqlFieldsQuery;
import org.apache.ignite.lang.IgniteCallable;
import org.apache.ignite.resources.IgniteInstanceResource;

/** Runs on a server: which nodes it believes to have how many complete copies of a cache's partitions, and how many copies are on their way. */
final class PartitionCopies implements IgniteCallable<Map<String, Long>> {
    /** Instead of a node: copies that are being made or removed. */
    static final String MOVING = "";

    private static final long serialVersionUID = 1;
    private static final String SQL = "SELECT CASE WHEN p.STATE = 'OWNING' THEN CAST(p.NODE_ID AS VARCHAR) ELSE '' END AS OWNER, COUNT(*)"
        + " FROM SYS.PARTITION_STATES p JOIN SYS.CACHES c ON c.CACHE_GROUP_ID = p.CACHE_GROUP_ID"
        + " WHERE c.CACHE_NAME = ? AND p.STATE <> 'EVICTED' GROUP BY OWNER";

    private final String cache;

    @IgniteInstanceResource
    private transient Ignite ignite;

    PartitionCopies(String cache) {
        this.cache = cache;
    }

    @Override public Map<String, Long> call() {
        Map<String, Long> copies = new TreeMap<>();
        for (List<?> row : ignite.cache(cache).query(new SqlFieldsQuery(SQL).setLocal(true).setArgs(cache)).getAll())
            copies.put((String)row.get(0), (Long)row.get(1));
        return copies;
    }
}
