// Plays the clips of a film one after another in two video elements: while one plays, the other holds the next scene.
// A film whose scene changed goes on where it was: only the element that shows that scene loads again.
export class Player {
  constructor(first, second, still, onTime) {
    this.videos = [first, second];
    this.still = still;
    this.active = 0;
    this.scenes = [];
    this.index = 0;
    this.offset = 0;
    this.playing = false;
    this.looping = false;
    this.onTime = onTime;
    for (const video of this.videos) {
      video.addEventListener("ended", () => video === this.now && this.#ended());
      video.addEventListener("loadeddata", () => video === this.now && this.#seen());
      video.addEventListener("error", () => video === this.now && this.#missing());
    }
    const tick = () => {
      if (this.playing) this.#report();
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
    if (!scene) return 0;
    const isShown = scene.picture.clip && this.now.dataset.clip === scene.picture.clip;
    const within = isShown ? this.now.currentTime : this.offset;
    return scene.start + Math.min(within, scene.seconds);
  }

  load(film) {
    const id = this.scenes[this.index]?.id;
    const within = this.scenes.length ? this.time - this.scenes[this.index].start : 0;
    this.fps = film ? film.fps : 25;
    this.scenes = film ? film.scenes : [];
    const same = this.scenes.findIndex((scene) => scene.id === id);
    this.index = same >= 0 ? same : Math.min(this.index, Math.max(0, this.scenes.length - 1));
    const scene = this.scenes[this.index];
    if (!scene) return this.#blank();
    const shown = scene.picture.clip ?? scene.picture.first ?? "";
    // Until there is something new to see, what was there before is better than a black frame.
    if (!shown && same >= 0 && this.shown) this.offset = within;
    else if (this.shown !== shown) this.#open(this.index, same >= 0 ? within : 0);
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
    let index = this.scenes.findLastIndex((scene) => scene.start <= Math.max(0, time));
    if (index < 0) index = 0;
    this.#open(index, Math.max(0, time - this.scenes[index].start));
  }

  step(frames) {
    this.playing = false;
    this.now.pause();
    const to = this.time + frames / this.fps;
    const end = this.scenes.length ? this.scenes.at(-1).start + this.scenes.at(-1).seconds : 0;
    this.seek(Math.min(Math.max(0, to), Math.max(0, end - 0.5 / this.fps)));
  }

  #open(index, offset) {
    const scene = this.scenes[index];
    this.index = index;
    this.offset = offset;
    this.shown = scene.picture.clip ?? scene.picture.first ?? "";
    const clip = scene.picture.clip;
    if (clip && this.next.dataset.clip === clip && this.now.dataset.clip !== clip) this.#swap();
    if (this.now.dataset.clip !== clip) this.#source(this.now, clip);
    if (clip) this.now.currentTime = Math.min(offset, Math.max(0, scene.seconds - 0.001));
    this.#show(scene);
    if (this.playing) this.#play();
    this.#prepare();
    this.#report();
  }

  #prepare() {
    const following = this.scenes[this.index + 1];
    const clip = following ? following.picture.clip : null;
    if (clip && this.next.dataset.clip !== clip) this.#source(this.next, clip);
  }

  #source(video, clip) {
    if (!clip) {
      delete video.dataset.clip;
      video.removeAttribute("src");
      return;
    }
    video.dataset.clip = clip;
    video.src = clip;
  }

  #show(scene) {
    const first = scene.picture.clip ? null : scene.picture.first;
    if (first && this.still.getAttribute("src") !== first) this.still.src = first;
    // A still stays until the clip can be seen, because there would be a black moment between the two.
    if (first) this.still.hidden = false;
    else if (this.now.readyState >= 2 || !scene.picture.clip) this.still.hidden = true;
    this.now.classList.toggle("on", Boolean(this.now.dataset.clip));
    this.next.classList.remove("on");
    this.next.pause();
  }

  #seen() {
    this.still.hidden = this.shown === this.now.dataset.clip;
  }

  #swap() {
    this.active = 1 - this.active;
  }

  #play() {
    if (!this.now.dataset.clip) return this.#missing();
    this.now.play().catch(() => {
      // A browser that wants a click first, or a clip that is replaced at this moment: the next load plays it.
    });
  }

  #ended() {
    if (this.looping) return this.#open(this.index, 0);
    if (this.#atEnd()) {
      this.playing = false;
      return this.#report();
    }
    this.#open(this.index + 1, 0);
  }

  #missing() {
    // A scene without a clip yet is stepped over while playing.
    if (this.playing && this.scenes.slice(this.index + 1).some((scene) => scene.picture.clip)) this.#open(this.index + 1, 0);
    else if (this.playing) this.playing = false;
  }

  #atEnd() {
    return this.index >= this.scenes.length - 1 && (this.now.ended || !this.now.dataset.clip);
  }

  #blank() {
    this.still.hidden = true;
    this.shown = "";
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
