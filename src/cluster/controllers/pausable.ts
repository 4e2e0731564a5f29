/** A part of the controller manager that can be stopped and run again. */
export interface Pausable {
  setRunning(running: boolean): void;
}
