/**
 * The operator's commands, {@code control.sh --zs ...}. Each is an argument that says what is done on a node with its {@link io.ignitezs.plugin.ZsPlugin},
 * and a command that says what it is called; {@link io.ignitezs.plugin.control.ZsCommandsProvider} lists them. One task carries all of them to the nodes.
 * The only package beside {@code ignite} that uses Ignite's internals: commands have no public interface.
 */
package io.ignitezs.plugin.control;
