// Plays a film in two video elements: one is seen, the other gets ready what comes next, so that nothing ever blinks.
// As soon as the joined film is there it plays that, with music and transitions; until then it composes: the scenes that
// did not change from the film joined before, the others from their own clips. Whatever is exchanged, the moment stays.
const TRIES = 3; // how often a film that plays on is caught up with
const EDGE = 0.001; // seconds behind the edge of a frame, because browsers round times down, into the frame before

export class Player {
  constructor(first, second, still, onTime) {
    this.videos = [first, second];
    this.still = still;
    this.onTime = onTime;
    this.active = 0;
    this.scenes = [];
    this.index = 0;
    this.within = 0; // seconds into the scene, while no picture of it moves
    this.anchor = 0; // where the scene begins in what is seen
    this.joined = null; // the last joined film: its address, and where each clip begins in it
    this.waiting = null; // what the other element gets ready, to be seen at once
    this.playing = false;
    this.looping = false;
    for (const video of this.videos) {
      video.addEventListener("ended", () => video === this.now && this.#ended());
      for (const name of ["loadeddata", "seeked"]) video.addEventListener(name, () => this.#arrived(video));
      video.addEventListener("error", () => this.#lost(video));
    }
    const tick = () => {
      if (this.playing) this.#passed();
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  get now() {
    return this.videos[this.active];
  }

  get next() {
    return this.videos[1 - this.active];
  }

  get time() {
    const scene = this.scenes[this.index];
    return scene ? scene.start + Math.min(this.#into(), scene.seconds) : 0;
  }

  load(film) {
    const id = this.scenes[this.index]?.id;
    const within = this.#into();
    this.fps = film ? film.fps : 25;
    this.scenes = film ? film.scenes : [];
    this.isWhole = Boolean(film?.video) && film.format !== "gif";
    if (this.isWhole) this.joined = joinedOf(film);
    const same = this.scenes.findIndex((scene) => scene.id === id);
    this.index = same >= 0 ? same : Math.min(this.index, Math.max(0, this.scenes.length - 1));
    const scene = this.scenes[this.index];
    if (!scene) return this.#blank();
    const { src } = this.#place(scene);
    // Until there is something new to see, what was there before is better than a black frame.
    if (!src && !scene.picture.first && same >= 0 && this.shown) this.within = within;
    else if (this.shown !== (src ?? scene.picture.first)) this.#open(this.index, same >= 0 ? within : 0, same >= 0);
    else if (src) this.anchor = this.#place(scene).at;
    this.#prepare();
  }

  toggle() {
    this.playing = !this.playing;
    if (this.playing && this.#atEnd()) this.seekScene(0);
    if (this.playing) this.#play();
    else this.now.pause();
    this.#report();
  }

  seekScene(index) {
    if (!this.scenes.length) return;
    this.#open(Math.max(0, Math.min(index, this.scenes.length - 1)), 0);
  }

  seek(time) {
    if (!this.scenes.length) return;
    const index = Math.max(0, this.scenes.findLastIndex((scene) => scene.start <= Math.max(0, time) + 1e-6));
    this.#open(index, Math.max(0, time - this.scenes[index].start));
  }

  step(frames) {
    this.playing = false;
    this.now.pause();
    const last = this.scenes.at(-1);
    const end = last ? Math.round((last.start + last.seconds) * this.fps) - 1 : 0;
    const frame = Math.round(this.time * this.fps) + frames;
    this.seek(Math.max(0, Math.min(frame, end)) / this.fps);
  }

  // Seconds into the scene that is looked at.
  #into() {
    const isMoving = this.waiting?.follows || (this.now.dataset.src && this.now.dataset.src === this.shown);
    return Math.max(0, isMoving ? this.now.currentTime - EDGE - this.anchor : this.within);
  }

  // Where the pictures of a scene are, and from when on. No address: nowhere yet.
  #place(scene) {
    const begin = this.joined?.begins.get(scene.clip_key);
    if (this.isWhole) return { src: this.joined.src, at: scene.start };
    if (begin !== undefined) return { src: this.joined.src, at: begin };
    return { src: scene.picture.clip, at: 0 };
  }

  // `follows`: what is seen now is the same scene as it was before, and plays on until the new one is there.
  #open(index, within, follows = false) {
    const scene = this.scenes[index];
    const wasMoving = this.now.dataset.src && this.now.dataset.src === this.shown;
    const { src, at } = this.#place(scene);
    this.index = index;
    this.within = within;
    this.shown = src ?? scene.picture.first ?? "";
    this.waiting = null;
    const moment = at + Math.min(within, Math.max(0, scene.seconds - 0.5 / this.fps));
    if (!src) this.#still(scene);
    else if (this.now.dataset.src === src) this.#seek(at, moment);
    else this.#fetch(src, at, moment, Boolean(follows && wasMoving && !this.now.paused));
    if (this.playing) this.#play();
    this.#prepare();
    this.#report();
  }

  #seek(at, moment) {
    this.anchor = at;
    if (Math.abs(this.now.currentTime - EDGE - moment) > 1e-4) this.now.currentTime = moment + EDGE;
    this.still.hidden = true;
    this.#reveal();
  }

  // Gets it ready beside what is seen, and shows it with the frame of this moment.
  #fetch(src, at, moment, follows) {
    this.waiting = { src, at, follows, tries: TRIES };
    if (this.next.dataset.src !== src) this.#source(this.next, src);
    this.next.currentTime = moment + EDGE;
    if (!this.now.dataset.src) this.#exchange();
    else if (this.next.readyState >= 2 && !this.next.seeking) this.#arrived(this.next);
  }

  #arrived(video) {
    if (video === this.now) this.still.hidden = this.still.hidden || this.shown === video.dataset.src;
    const waiting = this.waiting;
    if (!waiting || video !== this.next || video.dataset.src !== waiting.src || video.readyState < 2 || video.seeking) return;
    const moment = waiting.at + (waiting.follows ? this.#into() : this.within) + EDGE;
    const isBehind = waiting.follows && Math.abs(video.currentTime - moment) > 1.5 / this.fps;
    if (isBehind && waiting.tries-- > 0) video.currentTime = moment;
    else this.#exchange();
  }

  #exchange() {
    const { at } = this.waiting;
    this.waiting = null;
    this.now.pause();
    this.active = 1 - this.active;
    this.anchor = at;
    if (this.now.readyState >= 2) this.still.hidden = true;
    this.#reveal();
    if (this.playing) this.#play();
    this.#prepare();
    this.#report();
  }

  #reveal() {
    this.now.classList.add("on");
    this.next.classList.remove("on");
    this.next.pause();
  }

  #still(scene) {
    this.now.pause();
    if (!scene.picture.first) return;
    if (this.still.getAttribute("src") !== scene.picture.first) this.still.src = scene.picture.first;
    this.still.hidden = false;
  }

  #prepare() {
    const following = this.scenes[this.index + 1];
    const src = following && !this.waiting ? this.#place(following).src : null;
    if (src && src !== this.now.dataset.src && src !== this.next.dataset.src) this.#source(this.next, src);
  }

  #source(video, src) {
    if (src) {
      video.dataset.src = src;
      video.src = src;
    } else {
      delete video.dataset.src;
      video.removeAttribute("src");
    }
  }

  #play() {
    if (this.waiting) return;
    if (this.now.dataset.src !== this.shown) return this.#missing();
    this.now.play().catch(() => {
      // A browser that wants a click first, or a clip that is replaced at this moment: the next load plays it.
    });
  }

  // While it plays: which scene is seen now, and what follows one that is over.
  #passed() {
    const scene = this.scenes[this.index];
    if (scene && !this.waiting && this.now.dataset.src === this.shown && this.#into() >= scene.seconds - 0.5 / this.fps) {
      if (this.looping) this.#open(this.index, 0);
      else if (this.index < this.scenes.length - 1) this.#cross();
    }
    this.#report();
  }

  #cross() {
    const { src, at } = this.#place(this.scenes[this.index + 1]);
    const goesOn = src && src === this.now.dataset.src && Math.abs(this.now.currentTime - at) < 0.2;
    if (!goesOn) return this.#open(this.index + 1, 0);
    this.index += 1;
    this.anchor = at;
  }

  #ended() {
    if (this.looping) return this.#open(this.index, 0);
    if (this.isWhole) this.index = this.scenes.length - 1;
    if (this.#atEnd()) {
      this.playing = false;
      return this.#report();
    }
    this.#open(this.index + 1, 0);
  }

  // A scene that is still made is waited for where it is; one that cannot be made is stepped over.
  #missing() {
    if (this.scenes[this.index]?.status !== "failed") return;
    const later = this.scenes.findIndex((scene, index) => index > this.index && this.#place(scene).src);
    if (later >= 0 && this.playing) this.#open(later, 0);
    else this.playing = false;
  }

  // What was to be played is gone, because a later save replaced it: the view that follows says what there is instead.
  #lost(video) {
    if (!video.dataset.src) return;
    if (video.dataset.src === this.joined?.src && !this.isWhole) this.joined = null;
    this.#source(video, null);
    if (video === this.now || this.waiting) this.shown = "";
    if (video === this.now && this.playing) this.#missing();
  }

  #atEnd() {
    const isOver = this.now.ended || this.now.dataset.src !== this.shown;
    return this.index >= this.scenes.length - 1 && isOver && !this.waiting;
  }

  #blank() {
    this.still.hidden = true;
    this.shown = "";
    this.waiting = null;
    for (const video of this.videos) {
      this.#source(video, null);
      video.classList.remove("on");
    }
    this.#report();
  }

  #report() {
    this.onTime(this.time, this.index);
  }
}

function joinedOf(film) {
  return { src: film.video, begins: new Map(film.scenes.map((scene) => [scene.clip_key, scene.start])) };
}
